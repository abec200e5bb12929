"""The same as JSON, and who may read it."""

from __future__ import annotations


def test_the_api_pages_through_everything(start, make_story):
    room = start([make_story(number) for number in range(1, 8)])
    path, seen = "/api/stories?limit=3&country=KE", []
    while path:
        answer = room.get(path.removeprefix("http://127.0.0.1:8000")).json()
        seen += [story["id"] for story in answer["stories"]]
        path = answer["next"]
    assert seen == [7, 6, 5, 4, 3, 2, 1]
    assert room.get("/api/stories?q=port&limit=5").json()["next"].endswith("q=port&limit=5&page=2")
    missing = room.get("/api/nothing")
    assert missing.status_code == 404
    assert missing.headers["content-type"] == "application/problem+json"
    assert isinstance(room.get("/api/stories/1").json()["why"], list)


def test_another_site_may_read_feeds_and_data_but_not_frame_pages(standard):
    for path in ("/feeds/all.atom", "/feeds/query.json", "/api/stories", "/feeds.opml"):
        assert (
            standard.get(path, headers={"Origin": "https://other.example"}).headers["access-control-allow-origin"]
            == "*"
        )
    question = {"Origin": "https://other.example", "Access-Control-Request-Method": "GET"}
    answer = standard.get("/feeds/all.atom", "OPTIONS", headers=question)
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (204, "*")
    assert "access-control-allow-origin" not in standard.get("/").headers
    assert "frame-ancestors 'none'" in standard.get("/").headers["content-security-policy"]
