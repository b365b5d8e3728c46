"""One app per domain; see ARCHITECTURE in docs/tour."""
