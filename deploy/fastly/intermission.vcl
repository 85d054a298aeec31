# NOT TESTED: written from Fastly's documentation, never run by this project's tests, which only compare its headers
# with ../headers.json.
#
# Parts of a custom VCL: the backend `F_page` is a bucket or server with the built page, `F_site` is the site, and an
# edge dictionary `intermission` with `away` = `1` is the switch. A condition instead of a dictionary would need a new
# version of the service for every window.

sub vcl_recv {
#FASTLY recv
  set req.http.X-Intermission = "";
  if (req.method == "GET" || req.method == "HEAD") {
    if (req.url.path ~ "^/[a-z_-]+-[0-9a-f]{16}\.(css|js|wasm)$") {
      set req.http.X-Intermission = "hashed";
    } elseif (req.url.path ~ "^/status\.json$") {
      set req.http.X-Intermission = "document";
    } elseif (req.url.path ~ "^/(plain\.html|status\.txt|badge\.svg|status\.png|maintenance\.ics|feed\.(atom|json)|history\.ics|history/[a-z0-9-]+\.(json|html|atom))$") {
      set req.http.X-Intermission = "rendered";
    } elseif (req.url.path ~ "^/history\.html$") {
      set req.http.X-Intermission = "past";
    } elseif (req.url.path ~ "^/embed\.html$") {
      set req.http.X-Intermission = "framed";
    } elseif (req.url.path ~ "^/((sw|widget|widget-element|embed)\.js|(widget|embed)\.css|widget\.d\.ts|custom-elements\.json|status\.schema\.json|icons/[a-z]+\.svg)$") {
      set req.http.X-Intermission = "named";
    }
  }
  # Certificates are renewed while the site is away, too.
  if (req.http.X-Intermission == "" && req.url.path !~ "^/\.well-known/acme-challenge/"
    && table.lookup(intermission, "away") == "1") {
    # The page comes from the same bucket. It is cached as a file; its status is put on at delivery, so that nothing
    # remembers a 503.
    set req.http.X-Intermission = "page";
    # Browsers do not tell a page by which method it was asked for, and a page that came by POST takes nobody back
    # unasked. The bucket is asked by GET.
    set req.http.X-Intermission-Method = req.method;
    set req.url = "/index.html";
    set req.method = "GET";
    unset req.http.If-None-Match;
    unset req.http.If-Modified-Since;
  }
  if (req.http.X-Intermission != "") {
    set req.backend = F_page;
    # What visitors say to the site is no business of the page's host, and files are the same for everybody.
    unset req.http.Cookie;
    unset req.http.Authorization;
    # Files come whole, and on no condition that may end in an error, which caches would keep.
    unset req.http.Range;
    unset req.http.If-Range;
    unset req.http.If-Match;
    unset req.http.If-Unmodified-Since;
    return(lookup);
  }
  set req.backend = F_site;
}

sub vcl_fetch {
#FASTLY fetch
  if (req.http.X-Intermission != "") {
    # A host that answers one visitor alone has not answered with a file of the page, and is not remembered.
    if (beresp.http.Set-Cookie || beresp.http.Cache-Control ~ "(?i)private|no-store") {
      return(pass);
    }
    # Fastly takes stale-if-error from Cache-Control, but only where vcl_fetch says so for an error.
    if (beresp.status >= 500 && stale.exists) {
      return(deliver_stale);
    }
    # Neither a missing file nor an error is remembered.
    if (beresp.status != 200) {
      set beresp.ttl = 0s;
      return(deliver);
    }
    set beresp.stale_if_error = 86400s;
    set beresp.stale_while_revalidate = 60s;
  }
}

sub vcl_deliver {
#FASTLY deliver
  if (req.http.X-Intermission == "page") {
    set resp.status = 503;
    set resp.http.Content-Type = "text/html; charset=utf-8";
    set resp.http.Retry-After = "120";
    set resp.http.Cache-Control = "no-store";
    set resp.http.Content-Security-Policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types intermission";
    set resp.http.Permissions-Policy = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";
    set resp.http.Referrer-Policy = "no-referrer";
    set resp.http.Server-Timing = "method;desc=" req.http.X-Intermission-Method;
    set resp.http.X-Content-Type-Options = "nosniff";
    unset resp.http.ETag;
    unset resp.http.Last-Modified;
    unset resp.http.Accept-Ranges;
  } elseif (req.http.X-Intermission != "" && resp.status != 200 && resp.status != 304) {
    # Above all a document that is missing: pages of other origins may read that it is.
    set resp.http.Cache-Control = "no-store";
    set resp.http.Access-Control-Allow-Origin = "*";
    set resp.http.Access-Control-Expose-Headers = "Date, Retry-After, ETag, Age";
    set resp.http.X-Content-Type-Options = "nosniff";
  } elseif (req.http.X-Intermission == "hashed") {
    set resp.http.Cache-Control = "public, max-age=31536000, immutable";
    set resp.http.Access-Control-Allow-Origin = "*";
    set resp.http.Access-Control-Expose-Headers = "Date, Retry-After, ETag, Age";
    set resp.http.X-Content-Type-Options = "nosniff";
  } elseif (req.http.X-Intermission == "document") {
    set resp.http.Cache-Control = "public, max-age=15, stale-while-revalidate=60, stale-if-error=86400";
    set resp.http.Access-Control-Allow-Origin = "*";
    set resp.http.Access-Control-Expose-Headers = "Date, Retry-After, ETag, Age";
    set resp.http.X-Content-Type-Options = "nosniff";
  } elseif (req.http.X-Intermission == "rendered") {
    set resp.http.Cache-Control = "public, max-age=15, stale-while-revalidate=60, stale-if-error=86400";
    set resp.http.Access-Control-Allow-Origin = "*";
    set resp.http.Access-Control-Expose-Headers = "Date, Retry-After, ETag, Age";
    set resp.http.Content-Security-Policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    set resp.http.Permissions-Policy = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";
    set resp.http.Referrer-Policy = "no-referrer";
    set resp.http.X-Content-Type-Options = "nosniff";
  } elseif (req.http.X-Intermission == "past") {
    set resp.http.Cache-Control = "no-cache";
    set resp.http.Content-Security-Policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types intermission";
    set resp.http.Permissions-Policy = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";
    set resp.http.Referrer-Policy = "no-referrer";
    set resp.http.X-Content-Type-Options = "nosniff";
  } elseif (req.http.X-Intermission == "framed") {
    set resp.http.Cache-Control = "no-cache";
    set resp.http.Access-Control-Allow-Origin = "*";
    set resp.http.Access-Control-Expose-Headers = "Date, Retry-After, ETag, Age";
    set resp.http.Content-Security-Policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors *; require-trusted-types-for 'script'; trusted-types intermission";
    set resp.http.Permissions-Policy = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";
    set resp.http.Referrer-Policy = "no-referrer";
    set resp.http.X-Content-Type-Options = "nosniff";
  } elseif (req.http.X-Intermission == "named") {
    set resp.http.Cache-Control = "no-cache";
    set resp.http.Access-Control-Allow-Origin = "*";
    set resp.http.Access-Control-Expose-Headers = "Date, Retry-After, ETag, Age";
    set resp.http.X-Content-Type-Options = "nosniff";
  }
}
