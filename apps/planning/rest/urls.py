"""Addresses of the planning app, below /api/v1/."""

from django.urls import URLPattern, path

from apps.planning.rest import views

urlpatterns: list[URLPattern] = [
    path("planning/events/", views.EventList.as_view()),
    path("planning/events/<str:event_id>/", views.EventDetail.as_view()),
    path("planning/events/<str:event_id>/occurrences/", views.OccurrenceList.as_view()),
    path("planning/events/<str:event_id>/attendance/", views.AttendanceList.as_view()),
    path("planning/conflicts/", views.ConflictList.as_view()),
    path("planning/locations/", views.LocationList.as_view()),
    path("planning/locations/<str:location_id>/", views.LocationDetail.as_view()),
    path("planning/resources/", views.ResourceList.as_view()),
    path("planning/resources/<str:resource_id>/", views.ResourceDetail.as_view()),
]
