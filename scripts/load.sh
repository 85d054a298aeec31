#!/usr/bin/env bash
# Compares how many requests per second nginx answers with the configuration in deploy/ and with a plain file:
# `load.sh [SECONDS]`. Needs the built page, nginx and wrk (Debian: apt install wrk).
#
# Six addresses are measured in turn, in seven rounds. The best round of each counts, because the other work of the machine
# varies. Both responses of a pair have the same size: the page's has more headers, so the plain file has a longer body.
# nginx serves the plain file from compressed copies beside it, as is common.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-1}
rounds=7
export PATH=$PATH:/usr/sbin
for program in nginx wrk; do
    command -v "$program" >/dev/null || { echo "load: expected \`$program\` to be installed" >&2; exit 1; }
done

home=$(mktemp -d)
port=18650
chmod 755 "$home"
cp -r dist "$home/served"
target/debug/intermission publish dist/status.json --to "$home/served" >/dev/null
touch "$home/served.away"
mkdir "$home/snippets"
cp deploy/nginx/intermission.conf "$home/snippets/"
cat >"$home/site.conf" <<CONF
upstream intermission_site { server 127.0.0.1:8080; }
server { listen 127.0.0.1:$port; root $home/served; include snippets/intermission.conf; }
CONF
mkdir "$home/plain"
cat >"$home/nginx.conf" <<CONF
include /etc/nginx/modules-enabled/*.conf;
daemon off;
pid $home/nginx.pid;
worker_processes 1;
events { worker_connections 1024; }
http {
    include /etc/nginx/mime.types;
    access_log off;
    sendfile on;
    tcp_nopush on;
    client_body_temp_path $home/body; proxy_temp_path $home/proxy;
    fastcgi_temp_path $home/fastcgi; uwsgi_temp_path $home/uwsgi; scgi_temp_path $home/scgi;
    include $home/site.conf;
    server { listen 127.0.0.1:$((port + 1)); root $home/plain; brotli_static on; gzip_static on; gzip_vary on; }
}
CONF
nginx -e "$home/error.log" -c "$home/nginx.conf" &
server=$!
trap 'kill $server; wait $server 2>/dev/null || true; rm -rf "$home"' EXIT
sleep 1

# Makes a plain file whose response, with headers, is as large as that to PATH in ENCODING: twin NAME PATH ENCODING.
twin() {
    local size header file=$home/plain/$1
    touch "$file" "$file.gz" "$file.br"
    size=$(curl -so /dev/null -w '%{size_header} %{size_download}' -H "Accept-Encoding: $3" "http://127.0.0.1:$port$2")
    header=$(curl -so /dev/null -w '%{size_header}' -H "Accept-Encoding: $3" "http://127.0.0.1:$((port + 1))/$1")
    if [ "$3" = br ]; then file+=.br; fi
    # `Content-Length` of the finished file has three more digits than that of the empty file.
    head -c "$((${size% *} + ${size#* } - header - 3))" /dev/urandom >"$file"
}
twin page.html /orders/7 br
twin page-plain.html /orders/7 identity
twin document.json /status.json br

# Prints the requests per second: rate PORT PATH ENCODING.
rate() {
    wrk -t1 -c32 -d"${seconds}s" -H "Accept-Encoding: $3" "http://127.0.0.1:$1$2" | awk '/^Requests\/sec/ { print $2 }'
}

declare -A best
note() { best[$1]=$(awk -v a="${best[$1]:-0}" -v b="$2" 'BEGIN { print (a > b) ? a : b }'); }

for ((round = 0; round < rounds; round++)); do
    note page "$(rate $port /orders/7 br)"
    note page-file "$(rate $((port + 1)) /page.html br)"
    note json "$(rate $port /status.json br)"
    note json-file "$(rate $((port + 1)) /document.json br)"
    note page-plain "$(rate $port /orders/7 identity)"
    note page-plain-file "$(rate $((port + 1)) /page-plain.html identity)"
done

printf '%-34s %10s %10s %6s\n' "requests a second" "page" "file" "ratio"
for what in page json page-plain; do
    case $what in
        page) title="page under 503, Brotli" ;;
        json) title="status JSON, Brotli" ;;
        page-plain) title="page under 503, uncompressed" ;;
    esac
    awk -v title="$title" -v a="${best[$what]}" -v b="${best[$what-file]}" \
        'BEGIN { printf "%-34s %10.0f %10.0f %6.2f\n", title, a, b, a / b }'
done
