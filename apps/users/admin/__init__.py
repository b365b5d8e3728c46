"""Staff's door to the users app."""

from django.contrib import admin

from apps.users.admin.profiles import ProfileAdmin
from apps.users.admin.records import ContactAdmin, DocumentAdmin, PreferencesAdmin
from apps.users.models import Contact, Document, Preferences, Profile

admin.site.register(Profile, ProfileAdmin)
admin.site.register(Preferences, PreferencesAdmin)
admin.site.register(Contact, ContactAdmin)
admin.site.register(Document, DocumentAdmin)
