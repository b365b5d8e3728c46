"""Which views are open to whom. Rules about single courses are applied by the queries."""

from rest_framework.permissions import AllowAny, IsAuthenticated

# Anybody may look at the catalogue; what is shown depends on who looks.
CATALOGUE = (AllowAny,)
EDITORS = (IsAuthenticated,)
