//! A feed of each format in which one thing is wrong, so that a verdict that forgets the one thing is seen at once.

/// The documents of feeds whose trouble is known at [`now`](super::now): checks are a few minutes older than that. Beside
/// each kind of trouble something works.
pub(super) const TROUBLED: &[&[&str]] = &[
    // incident.io
    &[
        r#"{"page_title": "P", "page_url": "https://p.example", "ongoing_incidents": [{"id": "1", "name": "Down",
        "status": "investigating", "current_worst_impact": "full_outage", "created_at": "2026-11-24T11:00:00Z",
        "affected_components": [{"id": "a", "name": "A"}]}], "in_progress_maintenances": [],
        "scheduled_maintenances": []}"#,
    ],
    &[
        r#"{"page_title": "P", "page_url": "https://p.example", "ongoing_incidents": [],
        "in_progress_maintenances": [{"id": "1", "name": "Work", "status": "maintenance_in_progress",
        "started_at": "2026-11-24T11:00:00Z", "scheduled_end_at": "2026-11-24T13:00:00Z"}],
        "scheduled_maintenances": []}"#,
    ],
    // Flashduty
    &[
        r#"{"page": {"name": "D"}, "overall": {"status": "full_outage"}, "ongoing_incidents": [],
        "in_progress_maintenances": [], "scheduled_maintenances": []}"#,
    ],
    &[
        r#"{"page": {"name": "D"}, "overall": {"status": "operational"}, "ongoing_incidents": [{"id": "1",
        "title": "Down", "phase": "identified", "impact": "full_outage"}], "in_progress_maintenances": [],
        "scheduled_maintenances": []}"#,
    ],
    &[
        r#"{"page": {"name": "D"}, "overall": {"status": "operational"}, "ongoing_incidents": [],
        "in_progress_maintenances": [{"id": "1", "title": "Work", "phase": "ongoing",
        "starts_at": "2026-11-24T11:00:00Z"}], "scheduled_maintenances": []}"#,
    ],
    // Instatus
    &[
        r#"{"page": {"name": "P", "url": "https://p.example", "status": "HASISSUES"}, "activeIncidents": [{"id": "1",
        "name": "Down", "started": "2026-11-24T11:00:00Z", "status": "INVESTIGATING", "impact": "MAJOROUTAGE"}]}"#,
        r#"{"components": [{"id": "a", "name": "A", "status": "OPERATIONAL", "group": null}]}"#,
    ],
    &[
        r#"{"page": {"name": "P", "url": "https://p.example", "status": "UP"}}"#,
        r#"{"components": [{"id": "g", "name": "G", "status": "MAJOROUTAGE", "group": null}, {"id": "a", "name": "A",
        "status": "OPERATIONAL", "group": {"id": "g"}}]}"#,
    ],
    &[
        r#"{"page": {"name": "P", "url": "https://p.example", "status": "UP"}, "activeMaintenances": [{"id": "1",
        "name": "Work", "start": "2026-11-24T11:00:00Z", "status": "INPROGRESS", "duration": "120"}]}"#,
        r#"{"components": [{"id": "a", "name": "A", "status": "OPERATIONAL", "group": null}, {"id": "b", "name": "B",
        "status": "PARTIALOUTAGE", "group": null}]}"#,
    ],
    // Checkly
    &[
        r#"{"page": {"name": "P", "url": "https://p.example", "status": "HAS_ISSUES"}, "activeIncidents": [{"id": "1",
        "name": "Down", "startedAt": "2026-11-24T11:00:00Z", "status": "INVESTIGATING", "severity": "CRITICAL",
        "affectedServices": [{"id": "a", "name": "A"}]}], "activeMaintenances": []}"#,
        r#"[{"id": "a", "name": "A", "status": "OPERATIONAL", "group": "G"}]"#,
    ],
    &[
        r#"{"page": {"name": "P", "url": "https://p.example", "status": "OPERATIONAL"}, "activeIncidents": [],
        "activeMaintenances": [{"id": "1", "name": "Work", "startsAt": "2026-11-24T09:00:00Z",
        "endsAt": "2026-11-24T10:00:00Z", "status": "IN_PROGRESS"}]}"#,
        r#"[{"id": "a", "name": "A", "status": "OPERATIONAL", "group": "G"}]"#,
    ],
    &[
        r#"{"page": {"name": "P", "url": "https://p.example", "status": "OPERATIONAL"}, "activeIncidents": [],
        "activeMaintenances": []}"#,
        r#"[{"id": "a", "name": "A", "status": "OPERATIONAL", "group": "G"}, {"id": "b", "name": "B",
        "status": "MAJOR", "group": "G"}]"#,
    ],
    // Upptime
    &[
        r#"[{"name": "A", "url": "https://a.example", "slug": "a", "status": "up", "uptime": "99%"}, {"name": "B",
        "url": "https://b.example", "slug": "b", "status": "down", "uptime": "9%"}]"#,
        r#"[{"number": 1, "title": "Other", "html_url": "https://e.com/1", "state": "open",
        "created_at": "2026-11-24T11:00:00Z", "labels": [{"name": "bug"}], "body": "-"}]"#,
    ],
    // cState
    &[
        r#"{"is": "index", "cStateVersion": "5", "title": "S", "baseURL": "https://s.example",
        "summaryStatus": "ok", "categories": [{"name": "C", "hideTitle": false}], "pinnedIssues": [],
        "systems": [{"name": "A", "category": "C", "status": "ok", "unresolvedIssues": []},
        {"name": "B", "category": "C", "status": "down", "unresolvedIssues": []}]}"#,
        r#"{"is": "issues", "pages": []}"#,
    ],
    &[
        r#"{"is": "index", "cStateVersion": "5", "title": "S", "baseURL": "https://s.example",
        "summaryStatus": "ok", "categories": [], "pinnedIssues": [],
        "systems": [{"name": "A", "category": "C", "status": "ok", "unresolvedIssues": []}]}"#,
        r#"{"is": "issues", "pages": [{"is": "issue", "title": "Down", "permalink": "https://s.example/1",
        "severity": "down", "resolved": false, "informational": false, "affected": ["A"], "filename": "1.md"},
        {"is": "issue", "title": "Slow", "permalink": "https://s.example/2", "severity": "disrupted",
        "resolved": true, "informational": false, "affected": ["A"], "filename": "2.md"}]}"#,
    ],
    &[
        r#"{"is": "index", "cStateVersion": "5", "title": "S", "baseURL": "https://s.example",
        "summaryStatus": "down", "categories": [], "pinnedIssues": [],
        "systems": [{"name": "A", "category": "C", "status": "ok", "unresolvedIssues": []}]}"#,
        r#"{"is": "issues", "pages": []}"#,
    ],
    // UptimeFlare
    &[
        r#"{"up": 1, "down": 1, "updatedAt": 1795521500, "monitors": {"a": {"up": true, "latency": 1,
        "message": "OK"}, "b": {"up": false, "latency": 0, "message": "Timeout"}}, "maintenances": []}"#,
    ],
    &[
        r#"{"up": 1, "down": 0, "updatedAt": 1795521500, "monitors": {"a": {"up": true, "latency": 1,
        "message": "OK"}}, "maintenances": [{"title": "Work", "body": "-", "start": "2026-11-24T11:00:00Z",
        "end": "2026-11-24T13:00:00Z", "monitors": ["a"]}]}"#,
    ],
    // UptimeRobot
    &[
        r#"{"status": "ok", "psp": {"perPage": 30, "totalMonitors": 2, "monitors": [{"monitorId": 1, "name": "A",
        "statusClass": "success"}, {"monitorId": 2, "name": "B", "statusClass": "danger"}]},
        "statistics": {"counts": {"up": 2, "down": 0, "paused": 0}, "count_result": "All Clear"}}"#,
    ],
    &[
        r#"{"status": "ok", "psp": {"perPage": 1, "totalMonitors": 3}, "data": [{"monitorId": 1, "name": "A",
        "statusClass": "success"}], "statistics": {"counts": {"up": 2, "down": 1, "paused": 0, "total": 3}}}"#,
        r#"{"status": "ok", "psp": {"perPage": 1, "totalMonitors": 3}, "data": [{"monitorId": 2, "name": "B",
        "statusClass": "success"}], "statistics": {"counts": {"up": 2, "down": 1, "paused": 0, "total": 3}}}"#,
    ],
    &[
        r#"{"status": "ok", "psp": {"perPage": 1, "totalMonitors": 2}, "data": [{"monitorId": 1, "name": "A",
        "statusClass": "warning"}], "statistics": {"counts": {"up": 2, "down": 0, "paused": 0, "total": 2}}}"#,
    ],
    // Better Stack
    &[
        r#"{"data": {"id": "1", "type": "status_page", "attributes": {"company_name": "C",
        "company_url": "https://c.example", "aggregate_state": "operational"}}, "included": [{"id": "s",
        "type": "status_page_section", "attributes": {"name": "S", "position": 1}}, {"id": "a",
        "type": "status_page_resource", "attributes": {"public_name": "A", "status": "operational", "position": 1,
        "status_page_section_id": "s"}}, {"id": "b", "type": "status_page_resource",
        "attributes": {"public_name": "B", "status": "downtime", "position": 2, "status_page_section_id": "s"}}]}"#,
    ],
    &[
        r#"{"data": {"id": "1", "type": "status_page", "attributes": {"company_name": "C",
        "company_url": "https://c.example", "aggregate_state": "downtime"}}, "included": [{"id": "a",
        "type": "status_page_resource", "attributes": {"public_name": "A", "status": "operational"}}]}"#,
    ],
    &[
        r#"{"data": {"id": "1", "type": "status_page", "attributes": {"company_name": "C",
        "company_url": "https://c.example", "aggregate_state": "operational"}}, "included": [{"id": "a",
        "type": "status_page_resource", "attributes": {"public_name": "A", "status": "operational"}}, {"id": "r",
        "type": "status_report", "attributes": {"title": "Down", "report_type": "manual",
        "starts_at": "2026-11-24T11:00:00Z", "ends_at": null, "aggregate_state": "downtime",
        "affected_resources": []}}]}"#,
    ],
    &[
        r#"{"data": {"id": "1", "type": "status_page", "attributes": {"company_name": "C",
        "company_url": "https://c.example", "aggregate_state": "operational"}}, "included": [{"id": "a",
        "type": "status_page_resource", "attributes": {"public_name": "A", "status": "operational"}}, {"id": "r",
        "type": "status_report", "attributes": {"title": "Work", "report_type": "maintenance",
        "starts_at": "2026-11-24T09:00:00Z", "ends_at": "2026-11-24T10:00:00Z", "aggregate_state": "maintenance",
        "affected_resources": []}}]}"#,
    ],
    // status.io
    &[
        r#"{"result": {"status_overall": {"updated": "2026-11-24T11:00:00Z", "status": "Operational",
        "status_code": 100}, "status": [{"id": "a", "name": "A", "status": "x", "status_code": 500,
        "containers": [{"id": "1", "name": "EU", "status_code": 100}, {"id": "2", "name": "US",
        "status_code": 100}]}, {"id": "b", "name": "B", "status_code": 100, "containers": []}],
        "incidents": [], "maintenance": {"active": [], "upcoming": []}}}"#,
    ],
    &[
        r#"{"result": {"status_overall": {"updated": "2026-11-24T11:00:00Z", "status": "Down",
        "status_code": 500}, "status": [{"id": "b", "name": "B", "status_code": 100, "containers": []}],
        "incidents": [], "maintenance": {"active": [], "upcoming": []}}}"#,
    ],
    &[
        r#"{"result": {"status_overall": {"updated": "2026-11-24T11:00:00Z", "status": "Operational",
        "status_code": 100}, "status": [{"id": "b", "name": "B", "status_code": 100, "containers": []}],
        "incidents": [{"_id": "1", "name": "Down", "datetime_open": "2026-11-24T11:00:00Z", "messages": [{
        "details": "-", "state": 100, "status": 500, "datetime": "2026-11-24T11:00:00Z"}]}],
        "maintenance": {"active": [{"_id": "2", "name": "Work",
        "datetime_planned_start": "2026-11-24T11:00:00Z"}], "upcoming": []}}}"#,
    ],
    &[
        r#"{"result": {"status_overall": {"updated": "2026-11-24T11:00:00Z", "status": "Operational",
        "status_code": 100}, "status": [{"id": "b", "name": "B", "status_code": 100, "containers": []}],
        "incidents": [], "maintenance": {"active": [{"_id": "2", "name": "Work",
        "datetime_planned_start": "2026-11-24T11:00:00Z"}], "upcoming": []}}}"#,
    ],
    // Statuspal
    &[
        r#"{"status_page": {"name": "S", "subdomain": "s", "current_incident_type": null}, "services": [{"id": 1,
        "name": "A", "children": [], "current_incident_type": null}, {"id": 2, "name": "B", "children": [],
        "current_incident_type": "major"}], "incidents": [], "maintenances": [], "upcoming_maintenances": []}"#,
    ],
    &[
        r#"{"status_page": {"name": "S", "subdomain": "s", "current_incident_type": null}, "services": [{"id": 1,
        "name": "G", "children": [{"id": 2, "name": "A", "children": [], "current_incident_type": null}],
        "current_incident_type": "minor"}], "incidents": [], "maintenances": [], "upcoming_maintenances": []}"#,
    ],
    &[
        r#"{"status_page": {"name": "S", "subdomain": "s", "current_incident_type": "performance"}, "services": [{
        "id": 1, "name": "A", "children": [], "current_incident_type": null}], "incidents": [], "maintenances": [],
        "upcoming_maintenances": [], "current_status_type": "minor"}"#,
    ],
    &[
        r#"{"status_page": {"name": "S", "subdomain": "s", "current_incident_type": null}, "services": [{"id": 1,
        "name": "A", "children": [], "current_incident_type": null}], "incidents": [{"id": 3, "type": "minor",
        "title": "Slow", "updates": [], "starts_at": "2026-11-24T11:00:00", "ends_at": null, "service_ids": [1]}],
        "maintenances": [], "upcoming_maintenances": []}"#,
    ],
    &[
        r#"{"status_page": {"name": "S", "subdomain": "s", "current_incident_type": null}, "services": [{"id": 1,
        "name": "A", "children": [], "current_incident_type": null}], "incidents": [], "maintenances": [{"id": 3,
        "type": "scheduled", "title": "Work", "updates": [], "starts_at": "2026-11-24T09:00:00",
        "ends_at": "2026-11-24T10:00:00", "service_ids": [1]}], "upcoming_maintenances": []}"#,
    ],
    // Sorry
    &[
        r#"{"page": {"name": "S", "state": "degraded", "links": {}}}"#,
        r#"{"components": [{"id": 1, "name": "A", "state": "operational", "parent_id": null}],
        "meta": {"total_count": 1, "next_page": null}}"#,
        r#"{"notices": [{"id": 1, "type": "unplanned", "timeline_state": "past_recent", "state": "resolved",
        "subject": "Old"}], "meta": {"total_count": 1, "next_page": null}}"#,
    ],
    &[
        r#"{"page": {"name": "S", "state": "operational", "links": {}}}"#,
        r#"{"components": [{"id": 1, "name": "G", "state": "degraded", "parent_id": null}, {"id": 2, "name": "A",
        "state": "operational", "parent_id": 1}], "meta": {"total_count": 2, "next_page": null}}"#,
    ],
    &[
        r#"{"page": {"name": "S", "state": "operational", "links": {}}}"#,
        r#"{"components": [{"id": 1, "name": "A", "state": "operational", "parent_id": null}],
        "meta": {"total_count": 1, "next_page": null}}"#,
        r#"{"notices": [{"id": 1, "type": "unplanned", "timeline_state": "present", "state": "investigating",
        "subject": "Down", "began_at": "2026-11-24T11:00:00Z"}], "meta": {"total_count": 1, "next_page": null}}"#,
    ],
    &[
        r#"{"page": {"name": "S", "state": "operational", "links": {}}}"#,
        r#"{"notice": {"id": 1, "type": "planned", "timeline_state": "present", "state": "underway",
        "subject": "Work", "begins_at": "2026-11-24T11:00:00Z", "components": [], "updates": []}}"#,
    ],
    // Cachet 2
    &[
        r#"{"meta": {}, "data": [{"id": 1, "name": "A", "status": 1, "status_name": "Operational", "group_id": 0},
        {"id": 2, "name": "B", "status": 4, "status_name": "Major", "group_id": 0}]}"#,
        r#"{"meta": {}, "data": [{"id": 1, "name": "G", "collapsed": 0}]}"#,
        r#"{"meta": {}, "data": [{"id": 1, "name": "Old", "status": 4, "human_status": "Fixed", "message": "-"}]}"#,
        r#"{"meta": {}, "data": [{"id": 1, "name": "Old", "status": 2, "scheduled_at": "2026-11-20T11:00:00Z"}]}"#,
    ],
    &[
        r#"{"meta": {}, "data": [{"id": 1, "name": "A", "status": 1, "status_name": "Operational"}]}"#,
        r#"{"meta": {}, "data": [{"id": 1, "name": "G", "collapsed": 0}]}"#,
        r#"{"meta": {}, "data": [{"id": 1, "name": "Old", "status": 4, "human_status": "Fixed", "message": "-"}]}"#,
        r#"{"meta": {}, "data": [{"id": 1, "name": "Work", "status": 1, "scheduled_at": "2026-11-20T11:00:00Z",
        "completed_at": "2026-11-20T12:00:00Z"}]}"#,
    ],
    // Cachet 3
    &[
        r#"{"data": [{"id": "1", "type": "components", "attributes": {"name": "A", "status": {"human": "Operational",
        "value": 1}}}, {"id": "2", "type": "components", "attributes": {"name": "B",
        "status": {"human": "Major", "value": 4}}}]}"#,
    ],
    // Uptime Kuma
    &[
        r#"{"config": {"slug": "d", "title": "D"}, "incidents": [], "publicGroupList": [{"id": 1, "name": "G",
        "monitorList": [{"id": 1, "name": "A"}, {"id": 2, "name": "B"}]}], "maintenanceList": []}"#,
        r#"{"heartbeatList": {"1": [{"status": 1, "time": "2026-11-24 11:58:00.000"}, {"status": 1,
        "time": "2026-11-24 11:59:00.000"}], "2": [{"status": 1, "time": "2026-11-24 11:58:00.000"}, {"status": 0,
        "time": "2026-11-24 11:59:00.000"}]}}"#,
    ],
    &[
        r#"{"config": {"slug": "d", "title": "D"}, "incidents": [], "publicGroupList": [{"id": 1, "name": "G",
        "monitorList": [{"id": 1, "name": "A"}]}], "maintenanceList": [{"id": 1, "title": "Work",
        "status": "under-maintenance", "active": true, "timeslotList": []}]}"#,
        r#"{"heartbeatList": {"1": [{"status": 1, "time": "2026-11-24 11:59:00.000"}]}}"#,
    ],
    // Gatus
    &[
        r#"[{"name": "A", "key": "a", "results": [{"success": true, "timestamp": "2026-11-24T11:58:00Z"}]},
        {"name": "B", "key": "b", "results": [{"success": true, "timestamp": "2026-11-24T11:57:00Z"},
        {"success": false, "errors": ["x"], "timestamp": "2026-11-24T11:58:00Z"}]}]"#,
        r#"[{"name": "S", "key": "s", "results": [{"success": true, "timestamp": "2026-11-24T11:58:00Z",
        "endpointResults": []}]}]"#,
        r#"{"announcements": []}"#,
    ],
    &[
        r#"[{"name": "A", "key": "a", "results": [{"success": true, "timestamp": "2026-11-24T11:58:00Z"}]}]"#,
        r#"[{"name": "S", "key": "s", "results": [{"success": true, "timestamp": "2026-11-24T11:58:00Z",
        "endpointResults": []}]}]"#,
        r#"{"announcements": [{"timestamp": "2026-11-24T11:00:00Z", "type": "outage", "message": "Down"},
        {"timestamp": "2026-11-20T11:00:00Z", "type": "outage", "message": "Old", "archived": true}]}"#,
    ],
    // Vigil
    &[
        r#"{"health": "healthy", "page": {"name": "P", "url": "https://p.example"}, "probes": [{"name": "Web",
        "status": "healthy", "nodes": [{"name": "A", "status": "healthy", "replicas": ["healthy"]},
        {"name": "B", "status": "dead", "replicas": ["dead"]}]}]}"#,
    ],
    &[
        r#"{"health": "healthy", "page": {"name": "P", "url": "https://p.example"}, "probes": [{"name": "Web",
        "status": "dead", "nodes": [{"name": "A", "status": "healthy", "replicas": ["healthy"]}]}]}"#,
    ],
    &[
        r#"{"health": "dead", "page": {"name": "P", "url": "https://p.example"}, "probes": [{"name": "Web",
        "status": "healthy", "nodes": [{"name": "A", "status": "healthy", "replicas": ["healthy"]}]}]}"#,
    ],
    // Google Cloud
    &[
        r#"[{"id": "1", "number": "1", "begin": "2026-11-24T11:00:00Z", "external_desc": "Down",
        "status_impact": "SERVICE_OUTAGE", "severity": "low", "updates": [], "affected_products": [{"title": "P",
        "id": "p"}], "most_recent_update": {}}, {"id": "2", "number": "2", "begin": "2026-11-20T11:00:00Z",
        "end": "2026-11-20T12:00:00Z", "external_desc": "Old", "status_impact": "SERVICE_OUTAGE",
        "severity": "high", "updates": [], "affected_products": []}]"#,
    ],
    // Slack
    &[
        r#"{"status": "active", "date_created": "2026-11-24T11:00:00Z", "date_updated": "2026-11-24T11:00:00Z",
        "active_incidents": [{"id": 1, "title": "Down", "type": "outage", "status": "active", "services": ["A"],
        "date_created": "2026-11-24T11:00:00Z", "date_updated": "2026-11-24T11:00:00Z", "notes": []}]}"#,
    ],
    &[
        r#"[{"id": 1, "title": "Old", "type": "outage", "status": "resolved", "services": ["A"], "notes": []},
        {"id": 2, "title": "Work", "type": "maintenance", "status": "active", "services": ["A"], "notes": []}]"#,
    ],
    // Heroku
    &[
        r#"{"status": [{"system": "Apps", "status": "green"}, {"system": "Data", "status": "red"}], "incidents": [],
        "scheduled": []}"#,
    ],
    &[
        r#"{"status": [{"system": "Apps", "status": "green"}], "incidents": [{"id": 1, "title": "Down",
        "state": "investigating", "systems": [{"name": "Apps", "status": "red"}, {"name": "Data",
        "status": "yellow"}], "updates": []}], "scheduled": []}"#,
    ],
    &[
        r#"{"status": [{"system": "Apps", "status": "green"}], "incidents": [], "scheduled": [{"id": 1,
        "title": "Work", "state": "active", "systems": [], "updates": []}]}"#,
    ],
    // Salesforce Trust
    &[
        r#"[{"key": "A", "isActive": true, "status": "OK", "Services": [], "Incidents": []}, {"key": "B",
        "isActive": true, "status": "MAJOR_INCIDENT_CORE", "Services": [], "Incidents": []}]"#,
    ],
    &[
        r#"[{"key": "A", "isActive": true, "status": "OK", "Services": [], "Incidents": [{"id": 1,
        "instanceKeys": ["A"], "IncidentImpacts": [{"type": "down", "severity": "major", "endTime": null},
        {"type": "over", "severity": "minor", "endTime": "2026-11-23T10:00:00Z"}], "IncidentEvents": []}]}]"#,
    ],
    &[
        r#"[{"key": "A", "isActive": true, "status": "OK", "Services": [], "Incidents": []}]"#,
        r#"[{"id": 1, "name": "Down", "IncidentImpacts": [{"type": "slow", "severity": "minor"}]}]"#,
        r#"[{"id": 2, "name": "Work", "plannedStartTime": "2026-11-24T11:00:00Z",
        "plannedEndTime": "2026-11-24T13:00:00Z", "MaintenanceEvents": [], "MaintenanceImpacts": []}]"#,
    ],
    // Zendesk
    &[
        r#"{"data": [{"id": "2", "type": "incident", "attributes": {"name": "Down", "impact": "minor",
        "status": "identified", "startedAt": "2026-11-24T11:00:00Z", "resolvedAt": null}}, {"id": "1",
        "type": "incident", "attributes": {"name": "Old", "impact": "major", "status": "monitoring",
        "startedAt": "2026-11-20T11:00:00Z", "resolvedAt": "2026-11-20T12:00:00Z"}}], "included": []}"#,
    ],
    // AWS
    &[
        r#"[{"arn": "a", "status": "3", "summary": "Down", "region_name": "R", "service_name": "S",
        "date": "1795518000", "event_log": []}, {"arn": "b", "status": "0", "summary": "Over", "event_log": []}]"#,
    ],
    // application/health+json
    &[
        r#"{"status": "pass", "checks": {"a": [{"status": "pass", "time": "2026-11-24T11:58:00Z"}],
        "b": [{"status": "fail", "output": "x"}], "c": {"status": "pass"}}}"#,
    ],
    &[r#"{"status": "fail", "checks": {"a": [{"status": "pass"}]}}"#],
    &[
        r#"{"status": "UP", "checks": [{"name": "a", "status": "UP"}, {"name": "b", "status": "DOWN"}]}"#,
    ],
];

/// The documents of feeds in which everything worked, but one check is too old to say so of [`now`](super::now).
pub(super) const STALE: &[&[&str]] = &[
    // UptimeFlare
    &[
        r#"{"up": 1, "down": 0, "updatedAt": 1795500000, "monitors": {"a": {"up": true, "latency": 1,
        "message": "OK"}}, "maintenances": []}"#,
    ],
    // Uptime Kuma
    &[
        r#"{"config": {"slug": "d", "title": "D"}, "incidents": [], "publicGroupList": [{"id": 1, "name": "G",
        "monitorList": [{"id": 1, "name": "A"}, {"id": 2, "name": "B"}]}], "maintenanceList": []}"#,
        r#"{"heartbeatList": {"1": [{"status": 1, "time": "2026-11-24 11:59:00.000"}], "2": [{"status": 1,
        "time": "2026-11-24 09:59:00.000"}]}}"#,
    ],
];
