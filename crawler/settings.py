"""Scrapy's settings, for `scrapy` on the command line and for the engine alike.

Unsafe or costly defaults are switched off: remote consoles, other schemes than http and https, proxies and credentials taken
from the environment, cookies, caches that hide news, a hundred tasks for each response.
"""

from crawler.fetch.unpack import ACCEPTED
from crawler.spiders.options import CrawlOptions

_OPTIONS = CrawlOptions()

BOT_NAME = "silkwire"
USER_AGENT = _OPTIONS.agent()
SPIDER_LOADER_CLASS = "crawler.spiderloader.SourceLoader"
SPIDER_MODULES = ["crawler.spiders"]

TWISTED_REACTOR_ENABLED = False  # plain asyncio: any running loop will do, and a process may have one after another
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
DOWNLOAD_HANDLERS = {
    "http": "crawler.fetch.handler.GuardedHandler",
    "https": "crawler.fetch.handler.GuardedHandler",
    "file": None,
    "data": None,
    "ftp": None,
    "s3": None,
}
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_TIMEOUT = _OPTIONS.timeout
DOWNLOAD_MAXSIZE = 10 * 2**20
DOWNLOAD_WARNSIZE = 0
SILKWIRE_LONGEST_WAIT = _OPTIONS.longest_wait
SILKWIRE_RETRY_PAUSE = _OPTIONS.retry_pause

# Scrapy imports all that its bases name, what is switched off too: a quarter of a second, and what a later Scrapy adds would be on.
DOWNLOADER_MIDDLEWARES_BASE: dict[str, int] = {}
DOWNLOADER_MIDDLEWARES = {
    "crawler.fetch.guard.Guard": 50,
    "crawler.fetch.robots.Robots": 100,
    "crawler.fetch.status.Statuses": 150,
    "crawler.fetch.patience.Patience": 200,
    "crawler.fetch.redirect.Redirects": 250,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
}
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}
ITEM_PIPELINES = {"crawler.pipelines.Keep": 100}
EXTENSIONS_BASE = {
    "scrapy.extensions.logcount.LogCount": 0,
    "scrapy.extensions.feedexport.FeedExporter": 0,
}  # for Scrapy's own commands alone: the engine takes none of them
EXTENSIONS = {"crawler.extensions.Closing": 100}

CONCURRENT_REQUESTS = 32
CONCURRENT_REQUESTS_PER_DOMAIN = 4
CONCURRENT_ITEMS = 1  # that many tasks are made for each response, and no page gives more than one item
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 5_000_000  # bytes of bodies that wait to be read: then no further page is asked for
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"
DOWNLOAD_DELAY = 0  # each source's own: `crawler.fetch.guard`
DOWNLOAD_DELAY_JITTER = 0.0
COOKIES_ENABLED = False
DEFAULT_REQUEST_HEADERS = {
    "Accept-Encoding": ACCEPTED,
    "Accept": "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,application/xml;q=0.9,"
    "application/json;q=0.9,*/*;q=0.8",
}
WARN_ON_GENERATOR_RETURN_VALUE = False  # asked of the callback of every response; ours are such as can return no value
LOG_LEVEL = "INFO"
STATS_DUMP = False
