# NOT TESTED: written from Fastly's documentation, never run by this project's tests.
#
# Parts of a custom VCL: the backend `F_page` is a bucket or server with the built page, `F_site` is the site, and an
# edge dictionary `intermission` with `away` = `1` is the switch. A condition instead of a dictionary would need a new
# version of the service for every window.

sub vcl_recv {
#FASTLY recv
  set req.http.X-Intermission = "";
  if ((req.method == "GET" || req.method == "HEAD") && req.url.path ~ "^/([a-z_-]+-[0-9a-f]{16}\.(css|js|wasm)|(sw|widget|widget-element|embed)\.js|(widget|embed)\.css|widget\.d\.ts|custom-elements\.json|embed\.html|status\.json|status\.schema\.json|plain\.html|status\.txt|badge\.svg|maintenance\.ics|icons/[a-z]+\.svg)$") {
    set req.http.X-Intermission = "file";
    set req.backend = F_page;
    # What visitors say to the site is no business of the page's host, and files are the same for everybody.
    unset req.http.Cookie;
    unset req.http.Authorization;
    return(lookup);
  }
  if (table.lookup(intermission, "away") == "1") {
    # The page comes from the same bucket.
    set req.http.X-Intermission = "page";
    set req.backend = F_page;
    set req.url = "/index.html";
    unset req.http.Range;
    unset req.http.If-None-Match;
    unset req.http.If-Modified-Since;
    unset req.http.Cookie;
    unset req.http.Authorization;
    # The page is cached as a file; its status is put on at delivery, so that nothing remembers a 503.
    set req.method = "GET";
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
    set beresp.stale_if_error = 86400s;
    set beresp.stale_while_revalidate = 60s;
  }
}

sub vcl_deliver {
#FASTLY deliver
  if (req.http.X-Intermission == "page") {
    set resp.status = 503;
    set resp.http.Retry-After = "120";
    set resp.http.Cache-Control = "no-store";
    set resp.http.Content-Security-Policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";
    set resp.http.X-Content-Type-Options = "nosniff";
    unset resp.http.ETag;
    unset resp.http.Last-Modified;
  } else if (req.http.X-Intermission == "file") {
    set resp.http.Access-Control-Allow-Origin = "*";
    set resp.http.Access-Control-Expose-Headers = "Date, Retry-After, ETag, Age";
    set resp.http.X-Content-Type-Options = "nosniff";
  }
}
