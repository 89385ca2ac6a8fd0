"""The tables. Free-form JSON of the service is a JSON field."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.text import slugify

JOB_STATES = "queued running completed failed PENDING RUNNING STOPPED SUCCEEDED FAILED"
"""As the documents write them, and as the client in production does."""


def choices(names):
    return [(name, name) for name in names.split()]


def json_object(default=dict):
    return models.JSONField(default=default, blank=True)


def optional_text():
    return models.TextField(null=True, blank=True, default=None)


def belongs_to(model, **options):
    return models.ForeignKey(model, on_delete=models.CASCADE, related_name="+", **options)


def maybe_belongs_to(model):
    return belongs_to(model, null=True, blank=True, default=None)


class Row(models.Model):
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True
        ordering = ("pk",)


class Project(Row):
    name = models.TextField()
    description = optional_text()
    configuration = json_object()
    settings = json_object()
    metadata = json_object()


class TaskTag(models.Model):
    name = models.TextField()
    description = optional_text()
    color = optional_text()
    project = belongs_to(Project)
    meta = json_object()

    class Meta:
        ordering = ("pk",)


class DataCollection(Row):
    name = models.TextField()
    description = optional_text()
    project = maybe_belongs_to(Project)
    file_specifications = json_object(list)


class DataFile(Row):
    file = models.FileField(upload_to="data", max_length=255)
    checksum = models.CharField(max_length=40, editable=False, db_index=True)
    size = models.BigIntegerField(editable=False)


class DataUnit(Row):
    data_collection = maybe_belongs_to(DataCollection)
    files = json_object()
    meta = json_object()
    groups = json_object(list)


class Work(Row):
    """The fields that tasks and assignments share."""

    project = belongs_to(Project)
    status = models.CharField(max_length=20, default="pending")
    assignee = maybe_belongs_to(settings.AUTH_USER_MODEL)
    priority = models.CharField(max_length=10, choices=choices("low normal high"), default="normal")
    tags = models.ManyToManyField(TaskTag, blank=True, related_name="+")
    data = json_object()
    metadata = json_object()

    class Meta(Row.Meta):
        abstract = True


class Task(Work):
    data_unit = belongs_to(DataUnit)


class Assignment(Work):
    task = belongs_to(Task)
    file = models.FileField(null=True, blank=True, upload_to="assignments")
    updated_at = models.DateTimeField(default=timezone.now, editable=False)


class Agent(models.Model):
    name = models.TextField()
    url = optional_text()
    status = models.TextField()
    token = models.CharField(max_length=100, unique=True)
    node_install_script = models.TextField()


class Plugin(Row):
    code = models.SlugField(unique=True, editable=False)
    name = models.TextField()
    description = optional_text()
    version = optional_text()
    author = optional_text()
    category = optional_text()
    configuration = json_object()

    def save(self, *args, **options):
        if not self.code:
            code = slugify(self.name) or "plugin"
            taken = Plugin.objects.filter(code=code).exists()
            self.code = f"{code[:40]}-{uuid.uuid4().hex[:8]}" if taken else code
        super().save(*args, **options)


class PluginRelease(Row):
    plugin = belongs_to(Plugin)
    version = models.TextField()
    changelog = optional_text()
    is_stable = models.BooleanField(default=False)
    file = models.FileField(null=True, blank=True, upload_to="plugin_releases", max_length=255)
    config = json_object()
    requirements = json_object(list)
    debug = models.BooleanField(default=False)


class Job(Row):
    id = models.CharField(max_length=36, primary_key=True, editable=False)  # a number, or a UUID
    status = models.CharField(
        max_length=20,
        choices=choices(JOB_STATES),
        default="queued",
    )
    plugin = belongs_to(Plugin)
    user = maybe_belongs_to(settings.AUTH_USER_MODEL)
    progress = models.FloatField(null=True, default=None)
    result = models.JSONField(null=True, default=None)
    metadata = json_object()
    metrics = json_object()
    progress_record = models.JSONField(null=True, default=None)
    metrics_record = models.JSONField(null=True, default=None)
    console_logs = models.JSONField(null=True, default=None)
    meta = models.JSONField(null=True, default=None)
    agent = models.IntegerField(null=True, default=None)

    class Meta(Row.Meta):
        ordering = ("-created_at", "pk")


class ConsoleLog(models.Model):
    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="logs")
    timestamp = models.DateTimeField(default=timezone.now)
    level = models.CharField(max_length=10)
    message = models.TextField()

    class Meta:
        ordering = ("pk",)


class Log(models.Model):
    job = maybe_belongs_to(Job)
    level = models.CharField(max_length=10, choices=choices("debug info warning error critical"), null=True)
    message = optional_text()
    event = optional_text()
    data = models.JSONField(null=True, default=None)
    datetime = models.DateTimeField(null=True, default=None)
    file = models.FileField(null=True, blank=True, upload_to="logs")


class ServeApplication(Row):
    job = belongs_to(Job)
    status = models.TextField()
    data = json_object()


class Storage(Row):
    name = models.TextField()
    provider = models.CharField(
        max_length=20, choices=choices("amazon_s3 azure digital_ocean file_system ftp sftp minio gcp")
    )
    category = models.CharField(max_length=10, choices=choices("internal external"), default="external")
    configuration = json_object()
    is_default = models.BooleanField(default=False)


class MLModel(Row):
    name = models.TextField()
    description = optional_text()
    model_type = optional_text()
    project = maybe_belongs_to(Project)
    plugin = models.ForeignKey(Plugin, to_field="code", null=True, default=None, on_delete=models.CASCADE)
    version = optional_text()
    checkpoint = models.ForeignKey("self", null=True, default=None, on_delete=models.CASCADE)
    file = models.FileField(upload_to="models", max_length=255, editable=False)
    metrics = json_object()
    configuration = json_object()
    is_active = models.BooleanField(default=True)


class GroundTruthVersion(Row):
    version = models.TextField()
    ground_truth_dataset = json_object()
    description = optional_text()
    is_active = models.BooleanField(default=True)
    statistics = json_object()


class GroundTruthEvent(Row):
    ground_truth_dataset_version = belongs_to(GroundTruthVersion)
    data_unit = belongs_to(DataUnit)
    category = optional_text()
    data = json_object()
    metadata = json_object()
