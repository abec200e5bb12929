"""The way of a request: what may be asked, of whom, how often, and how much of the answer is taken.

`address` decides (pure) what may be dialled, `dial` holds every connection to it, `handler` takes the bytes within bounds;
the middlewares keep a request on its source's hosts (`guard`), obey robots.txt (`robots`), wait when a server asks for it
(`patience`), follow redirects (`redirect`) and turn what is no page into one clear `Undelivered` (`status`).
"""
