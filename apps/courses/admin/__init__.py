"""Staff's door to the courses app."""

from django.contrib import admin

from apps.courses.admin.courses import CourseAdmin
from apps.courses.admin.readers import CourseReaderAdmin
from apps.courses.models import Course, CourseReader

admin.site.register(Course, CourseAdmin)
admin.site.register(CourseReader, CourseReaderAdmin)
