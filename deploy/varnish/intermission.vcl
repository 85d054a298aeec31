# Varnish in front of a site and its page (7.1, as Debian has it): the status JSON and the files of the page outlive
# the server they come from, and where even the page cannot be had, Varnish sends its own copy of it.
#
# What to change: the backend 127.0.0.1:8080 (the server that has the configuration in nginx/ or caddy/) and
# /srv/intermission (a copy of the built page, `dist/`, on this machine). The tests change the same and nothing else.
# What your site needs cached goes where it says so; all of it is passed on as this stands.
#
# Varnish speaks no Brotli: it asks for gzip, keeps that, and unpacks it for clients that do not read it. So all
# clients are answered out of one copy, and none sees an older document than another did.

vcl 4.1;

import std;

backend site {
    .host = "127.0.0.1";
    .port = "8080";
    # Visitors do not look at an empty window for longer.
    .connect_timeout = 2s;
    .first_byte_timeout = 10s;
    # Whether the server is there, asked when nobody else does. Without it Varnish would not know a server that is
    # away from one that is slow, and hand out documents of yesterday while newer ones are to be had.
    .probe = {
        .url = "/status.json";
        .interval = 2s;
        .timeout = 2s;
        .window = 4;
        .threshold = 3;
        .initial = 3;
    }
}

sub vcl_recv {
    if (req.restarts == 0) {
        unset req.http.X-Intermission;
        # Fifteen seconds the document is fresh, and sixty more it is sent while a newer one is fetched, as its
        # stale-while-revalidate says. Only when the server is away is it sent for as long as it is kept.
        if (std.healthy(req.backend_hint)) {
            set req.grace = 60s;
        }
    } else {
        set req.grace = 24h;
    }
    if ((req.method == "GET" || req.method == "HEAD") && req.url ~ "^/(?:(?:status\.json|plain\.html|status\.txt|badge\.svg|status\.png|maintenance\.ics|feed\.(?:atom|json)|history\.(?:html|ics)|history/[a-z0-9-]+\.(?:json|html|atom)|(?:sw|widget|widget-element|embed)\.js|(?:widget|embed)\.css|widget\.d\.ts|custom-elements\.json|embed\.html|status\.schema\.json)(?:$|\?)|[a-z_-]+-[0-9a-f]{16}\.(?:css|js|wasm)$|icons/[a-z]+\.svg$)") {
        # Cookies are passed on: where the page has no file of this name, the site answers, and it may need them.
        set req.http.X-Intermission = "file";
        if (req.restarts > 0) {
            set req.http.X-Intermission = "file, kept or not";
        }
        # Files come whole, and on no condition that may end in an error: it would carry the headers of the file, and
        # caches would keep it for as long.
        unset req.http.Range;
        unset req.http.If-Range;
        unset req.http.If-Match;
        unset req.http.If-Unmodified-Since;
        # What is behind a question mark would make copies without end.
        set req.url = regsub(req.url, "\?.*$", "");
        return (hash);
    }
    # The rules of your own site go here.
    return (pass);
}

sub vcl_backend_response {
    if (bereq.http.X-Intermission) {
        # Only what the server behind this one marks as a file of the page is the same for everybody. An answer of the
        # site under the name of such a file may be one visitor's own, whatever it says of caching.
        std.collect(beresp.http.Cache-Control);
        if (beresp.status == 200 && beresp.http.X-Intermission == "file" && !beresp.http.Set-Cookie
            && beresp.http.Cache-Control !~ "(?i)private|no-store") {
            # For when the server is away: what is kept is dated, and the page tells how old it is.
            set beresp.grace = 24h;
            # What has to be asked for every time is kept all the same, for an outage.
            if (beresp.http.Cache-Control ~ "no-cache") {
                set beresp.ttl = 1s;
            }
            # Varnish's own rules come after these, and would keep nothing that says `no-cache`.
            return (deliver);
        } elsif ((beresp.status >= 500 || beresp.http.X-Intermission == "file") && (bereq.is_bgfetch || bereq.http.X-Intermission == "file")) {
            # An error of the server, or its word that the document is missing: no answer at all, so that this one is not remembered in the place of an older and better one. Where
            # visitors wait for it, they are given what is kept: see vcl_synth.
            return (abandon);
        } else {
            # The site's own answer, or the page in a file's place: never kept.
            set beresp.uncacheable = true;
            set beresp.ttl = 0s;
            return (deliver);
        }
    }
}

# Without an answer to a file's first request: a probe is a look now and then, so a server that has just gone is still
# asked. What is kept, however old, is better than an error; the second time even that is passed on.
sub vcl_synth {
    if (req.http.X-Intermission == "file" && resp.status >= 500) {
        return (restart);
    }
}

sub vcl_deliver {
    unset resp.http.Via;
    unset resp.http.X-Varnish;
    unset resp.http.X-Intermission;
}

# The server is away, and nothing is kept of what was asked for: the page, of which this machine has a copy.
sub vcl_backend_error {
    if (bereq.is_bgfetch || bereq.http.X-Intermission == "file") {
        return (abandon);
    }
    set beresp.status = 503;
    set beresp.http.Retry-After = "120";
    set beresp.http.Cache-Control = "no-store";
    set beresp.http.X-Content-Type-Options = "nosniff";
    # Programs that ask for JSON or plain text get problem details (RFC 9457) or the plain text, by the first of HTML, JSON
    # and text that `Accept` names, wherever it stands. `intermission publish` leaves both files beside the page; where
    # they are missing, the page comes.
    if (bereq.http.Accept !~ "(?i)(?:^|[,;])[ \t]*(?:text/html|application/xhtml\+xml)[ \t]*(?:[,;]|$)") {
        if (bereq.http.Accept ~ "(?i)(?:^|[,;])[ \t]*application/(?:json|[^,; \t]+\+json)[ \t]*(?:[,;]|$)" && std.file_exists("/srv/intermission/problem.json")) {
            set beresp.http.Content-Type = "application/problem+json";
            set beresp.http.Access-Control-Allow-Origin = "*";
            set beresp.http.Access-Control-Expose-Headers = "Date, Retry-After, ETag, Age";
            synthetic(std.fileread("/srv/intermission/problem.json"));
            return (deliver);
        }
        if (bereq.http.Accept ~ "(?i)(?:^|[,;])[ \t]*text/plain[ \t]*(?:[,;]|$)" && std.file_exists("/srv/intermission/status.txt")) {
            set beresp.http.Content-Type = "text/plain; charset=utf-8";
            set beresp.http.Access-Control-Allow-Origin = "*";
            set beresp.http.Access-Control-Expose-Headers = "Date, Retry-After, ETag, Age";
            synthetic(std.fileread("/srv/intermission/status.txt"));
            return (deliver);
        }
    }
    set beresp.http.Content-Type = "text/html; charset=utf-8";
    set beresp.http.Content-Security-Policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types intermission";
    set beresp.http.Permissions-Policy = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";
    set beresp.http.Referrer-Policy = "no-referrer";
    # Browsers do not tell a page by which method it was asked for, and a page that came by POST takes nobody back unasked.
    set beresp.http.Server-Timing = "method;desc=" + bereq.method;
    # Read once and then remembered: load the configuration anew after a new build.
    synthetic(std.fileread("/srv/intermission/index.html"));
    return (deliver);
}
