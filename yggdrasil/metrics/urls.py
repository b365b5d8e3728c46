"""The address of the figures."""

from django.urls import path

from yggdrasil.metrics.views import metrics

urlpatterns = [path("metrics", metrics, name="metrics")]
