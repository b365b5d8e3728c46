"""Which views are open to whom. Rules about single articles are applied by the queries."""

from rest_framework.permissions import AllowAny

# Anybody may read the news; drafts are found by their authors and the office only.
NEWS = (AllowAny,)
