"""When to poll a source: learned from what it published, bounded by what it asks for. Pure."""

from scheduler.plan.backoff import ErrorKind, worst
from scheduler.plan.due import Limits, next_due, polls_per_day, scale_for
from scheduler.plan.learn import observe
from scheduler.plan.rhythm import steady, usual_days
from scheduler.plan.state import MAX_INTERVAL, MIN_INTERVAL, SourceState

__all__ = [
    "MAX_INTERVAL",
    "MIN_INTERVAL",
    "ErrorKind",
    "Limits",
    "SourceState",
    "next_due",
    "observe",
    "polls_per_day",
    "scale_for",
    "steady",
    "usual_days",
    "worst",
]
