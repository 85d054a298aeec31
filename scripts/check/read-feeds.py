"""Prints as JSON what feedparser reads in each given feed."""

import json
import sys
import time

import feedparser


def instant(parsed):
    return parsed and time.strftime("%Y-%m-%dT%H:%M:%SZ", parsed)


def read(path):
    with open(path, "rb") as file:
        # Without headers, feedparser trusts the encoding that the file declares.
        found = feedparser.parse(file.read(), sanitize_html=False)
    feed = found.feed
    return {
        "fault": str(found.bozo_exception) if found.bozo else None,
        "version": found.version,
        "id": feed.get("id"),
        "title": feed.get("title"),
        "updated": instant(feed.get("updated_parsed")),
        "author": feed.get("author"),
        "links": [[link.rel, link.type, link.href] for link in feed.get("links", [])],
        "entries": [
            {
                "id": entry.get("id"),
                "title": entry.get("title"),
                "published": instant(entry.get("published_parsed")),
                "updated": instant(entry.get("updated_parsed")),
                "link": entry.get("link"),
                "services": [tag.term for tag in entry.get("tags", [])],
                "html": [content.value for content in entry.get("content", [])],
            }
            for entry in found.entries
        ],
    }


json.dump([read(path) for path in sys.argv[1:]], sys.stdout)
