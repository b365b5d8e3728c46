"""Figures of commands and queries, for Prometheus."""

from prometheus_client import Histogram

COMMAND_SECONDS = Histogram(
    "yggdrasil_command_seconds",
    "Duration of commands by name and outcome (done, repeated, failed).",
    ["command", "outcome"],
)
QUERY_SECONDS = Histogram(
    "yggdrasil_query_wait_seconds",
    "How long queries waited for their app to hear a command's facts.",
    ["query"],
)
