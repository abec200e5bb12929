"""What counts as broken, silent, thin, stale or blocked, and who is told. Each source is judged by its own history."""

from scheduler.alarms.baseline import Baseline
from scheduler.alarms.changes import Changes, compare
from scheduler.alarms.finding import Finding
from scheduler.alarms.findings import judge
from scheduler.alarms.learning import learn
from scheduler.alarms.tell import tell

__all__ = ["Baseline", "Changes", "Finding", "compare", "judge", "learn", "tell"]
