"""Carriers: in this process, and over Celery's broker."""
