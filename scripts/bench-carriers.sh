#!/usr/bin/env bash
# Compares what `intermission serve` and nginx answer with the same bytes: `bench-carriers.sh [SECONDS]`. Needs the built
# page, nginx and wrk (Debian: apt install wrk).
#
# The page under 503 and the status JSON, both in Brotli, are measured in turn, in five rounds. The best round of each
# counts, because the other work of the machine varies. Both servers have as many workers as there are processors, and
# neither logs requests. Then a thousand connections are held, and the memory of `serve` is read.
#
# It fails below 0.7 of nginx's requests a second, above twice its 99th percentile, and above 30 MB of memory.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-3}
rounds=5
program=${PROGRAM:-target/fleet/intermission}
export PATH=$PATH:/usr/sbin
for needed in nginx wrk; do
    command -v "$needed" >/dev/null || { echo "bench-carriers: expected \`$needed\` to be installed" >&2; exit 1; }
done

home=$(mktemp -d)
port=18660
chmod 755 "$home"
mkdir "$home/served"
"$program" publish dist/status.json --to "$home/served" --no-social >/dev/null
touch "$home/served.away"
mkdir "$home/snippets"
cp deploy/nginx/intermission.conf "$home/snippets/"
cat >"$home/site.conf" <<CONF
upstream intermission_site { server 127.0.0.1:8080; }
server { listen 127.0.0.1:$port; root $home/served; include snippets/intermission.conf; }
CONF
cat >"$home/nginx.conf" <<CONF
include /etc/nginx/modules-enabled/*.conf;
daemon off;
pid $home/nginx.pid;
worker_processes auto;
events { worker_connections 2048; }
http {
    include /etc/nginx/mime.types;
    access_log off;
    sendfile on;
    tcp_nopush on;
    client_body_temp_path $home/body; proxy_temp_path $home/proxy;
    fastcgi_temp_path $home/fastcgi; uwsgi_temp_path $home/uwsgi; scgi_temp_path $home/scgi;
    include $home/site.conf;
}
CONF
nginx -e "$home/error.log" -c "$home/nginx.conf" &
nginx=$!
"$program" serve "$home/served/status.json" --no-social --listen "127.0.0.1:$((port + 1))" --log quiet &
serve=$!
trap 'kill $nginx $serve; wait $nginx $serve 2>/dev/null || true; rm -rf "$home"' EXIT
sleep 2

# Both send the same body: same PATH.
same() {
    cmp <(curl -s -H 'Accept-Encoding: br' "http://127.0.0.1:$port$1") <(curl -s -H 'Accept-Encoding: br' "http://127.0.0.1:$((port + 1))$1")
}
same /orders/7
same /status.json

# Prints requests per second and the 99th percentile in milliseconds: measure PORT PATH.
measure() {
    wrk -t1 -c64 -d"${seconds}s" --latency -H 'Accept-Encoding: br' "http://127.0.0.1:$1$2" | awk '
        /99%/ { value = $2; unit = value; gsub(/[0-9.]/, "", unit); gsub(/[a-z]/, "", value)
                p99 = value * (unit == "us" ? 0.001 : unit == "s" ? 1000 : 1) }
        /^Requests\/sec/ { print $2, p99 }'
}

declare -A rate p99
for ((round = 0; round < rounds; round++)); do
    for path in /orders/7 /status.json; do
        for server in nginx serve; do
            at=$port
            [ $server = serve ] && at=$((port + 1))
            read -r found late < <(measure "$at" "$path")
            key=$server$path
            rate[$key]=$(awk -v a="${rate[$key]:-0}" -v b="$found" 'BEGIN { print (a > b) ? a : b }')
            p99[$key]=$(awk -v a="${p99[$key]:-1e9}" -v b="$late" 'BEGIN { print (a < b) ? a : b }')
        done
    done
done

failed=0
printf '%-14s %12s %12s %6s %12s %12s %6s\n' '' 'nginx /s' 'serve /s' ratio 'nginx p99 ms' 'serve p99 ms' ratio
for path in /orders/7 /status.json; do
    awk -v path="$path" -v a="${rate[nginx$path]}" -v b="${rate[serve$path]}" -v c="${p99[nginx$path]}" -v d="${p99[serve$path]}" 'BEGIN {
        printf "%-14s %12.0f %12.0f %6.2f %12.2f %12.2f %6.2f\n", path, a, b, b / a, c, d, d / c
        exit !(b >= 0.7 * a && d <= 2 * c) }' || failed=1
done

# A thousand connections that send requests, at their most.
wrk -t1 -c1000 -d"${seconds}s" -H 'Accept-Encoding: br' "http://127.0.0.1:$((port + 1))/orders/7" >/dev/null &
load=$!
most=0
while kill -0 $load 2>/dev/null; do
    now=$(awk '/^VmRSS/ { print $2 }' "/proc/$serve/status")
    [ "$now" -gt "$most" ] && most=$now
    sleep 0.2
done
wait $load
awk -v kib="$most" 'BEGIN { mb = kib * 1.024 / 1000; printf "memory at 1,000 connections: %.1f MB\n", mb; exit !(mb < 30) }' || failed=1
awk '/^VmHWM|^RssAnon|^RssFile/ { print "  " $0 }' "/proc/$serve/status"
exit $failed
