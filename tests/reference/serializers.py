"""Rows as JSON."""

from types import MappingProxyType

from django.db.models import FileField, IntegerField
from django.db.models.functions import Cast
from drf_chunked_upload.models import ChunkedUpload
from rest_framework import serializers

from . import models
from .fields import DataURIField, JobField, JobNumber, MediaField, PluginField

ANNOTATIONS = {"url": "/media/data/annotations.json", "checksum": "ef038b16a03af7065425146204f7ed0e"}


class RowSerializer(serializers.ModelSerializer):
    """A row, with the related rows that `expand` names."""

    serializer_field_mapping = serializers.ModelSerializer.serializer_field_mapping | {FileField: MediaField}
    expandable = MappingProxyType({})
    optional = ()
    """Fields that are shown only where they are set."""

    def to_representation(self, row):
        shown = super().to_representation(row)
        shown = {name: value for name, value in shown.items() if value is not None or name not in self.optional}
        request = self.context.get("request")
        for name in request.query_params.getlist("expand") if request else ():
            if name in self.expandable:
                shown[name] = self.expandable[name](row)
        return shown


def serializer(row_model, *, hidden=(), read_only=(), **members):
    """Return a serializer of all fields of a model."""
    options = {"model": row_model, "read_only_fields": read_only}
    options |= {"exclude": hidden} if hidden else {"fields": "__all__"}
    meta = type("Meta", (), options)
    return type(f"{row_model.__name__}Serializer", (RowSerializer,), {**members, "Meta": meta})


ProjectSerializer = serializer(models.Project)
TaskTagSerializer = serializer(models.TaskTag)
DataUnitSerializer = serializer(models.DataUnit, hidden=("groups",))
AgentSerializer = serializer(models.Agent)
PluginSerializer = serializer(models.Plugin)
StorageSerializer = serializer(models.Storage)
GroundTruthEventSerializer = serializer(
    models.GroundTruthEvent, files=serializers.JSONField(source="data_unit.files", read_only=True)
)
GroundTruthSerializer = serializer(
    models.GroundTruthEvent,
    files=serializers.SerializerMethodField(),
    get_files=lambda self, row: {**row.data_unit.files, "data_meta_1": ANNOTATIONS},
    hidden=("ground_truth_dataset_version", "data_unit", "category", "data", "metadata", "created_at"),
)
GroundTruthVersionSerializer = serializer(
    models.GroundTruthVersion,
    event_count=serializers.SerializerMethodField(),
    get_event_count=lambda self, row: models.GroundTruthEvent.objects.filter(ground_truth_dataset_version=row).count(),
)
DataCollectionSerializer = serializer(
    models.DataCollection,
    hidden=("file_specifications",),
    expandable={"file_specifications": lambda row: row.file_specifications},
)
TaskSerializer = serializer(
    models.Task,
    read_only=("status", "tags", "data"),
    files=serializers.JSONField(source="data_unit.files", read_only=True),
    expandable={"data_unit": lambda row: DataUnitSerializer(row.data_unit).data},
)
AssignmentSerializer = serializer(
    models.Assignment, files=serializers.JSONField(source="task.data_unit.files", read_only=True)
)
PluginReleaseSerializer = serializer(
    models.PluginRelease,
    config=serializers.JSONField(write_only=True, required=False),
    requirements=serializers.JSONField(write_only=True, required=False),
    debug=serializers.BooleanField(write_only=True, required=False),
    plugin=PluginField(queryset=models.Plugin.objects.all()),
    expandable={"plugin": lambda row: PluginSerializer(row.plugin).data},
)
ServeApplicationSerializer = serializer(models.ServeApplication, job=JobField(queryset=models.Job.objects.all()))


class ConsoleLogSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.ConsoleLog
        fields = ("timestamp", "level", "message")


JobSerializer = serializer(
    models.Job,
    hidden=("metrics", "agent"),
    optional=("progress_record", "metrics_record", "console_logs", "meta"),
    read_only=("plugin", "user"),
    id=JobNumber(read_only=True),
    progress=serializers.FloatField(min_value=0, max_value=100, allow_null=True, required=False),
    expandable={
        "logs": lambda row: ConsoleLogSerializer(row.logs.all(), many=True).data,
        "metrics": lambda row: row.metrics,
    },
)


class LogSerializer(RowSerializer):
    job = JobField(queryset=models.Job.objects.all(), required=False)
    file = DataURIField(required=False, allow_null=True)

    class Meta:
        model = models.Log
        fields = "__all__"

    def to_representation(self, row):
        shown = super().to_representation(row)
        return {name: value for name, value in shown.items() if value is not None or name == "file"}


class FinishedUpload(serializers.PrimaryKeyRelatedField):
    """A complete chunked upload of the authenticated user."""

    def __init__(self, **options):
        super().__init__(pk_field=serializers.UUIDField(), write_only=True, **options)

    def get_queryset(self):
        request = self.context["request"]
        return ChunkedUpload.objects.filter(user=request.user, status=ChunkedUpload.COMPLETE)


class DataFileSerializer(RowSerializer):
    file = MediaField(required=False)
    chunked_upload = FinishedUpload(required=False)
    meta = serializers.JSONField(write_only=True, required=False)

    class Meta:
        model = models.DataFile
        fields = ("id", "checksum", "size", "file", "created_at", "chunked_upload", "meta")

    def validate(self, attrs):
        if "file" not in attrs and "chunked_upload" not in attrs:
            raise serializers.ValidationError({"file": [self.fields["file"].error_messages["required"]]})
        return attrs


class FileToSign(serializers.Serializer):
    filename = serializers.CharField()
    size = serializers.IntegerField(min_value=1)
    content_type = serializers.CharField(required=False, allow_null=True)


class SignRequest(serializers.Serializer):
    files = FileToSign(many=True, allow_empty=False, max_length=1000)
    expiration = serializers.IntegerField(min_value=60, max_value=86400, default=3600)


class MLModelSerializer(RowSerializer):
    chunked_upload = FinishedUpload()
    optional = ("plugin", "version", "checkpoint")
    plugin = serializers.SlugRelatedField("code", queryset=models.Plugin.objects.all(), required=False)

    class Meta:
        model = models.MLModel
        fields = "__all__"


class UploadedUnit(serializers.Serializer):
    """A new data unit: files by checksum, or by the ID of a data file."""

    data_collection = serializers.PrimaryKeyRelatedField(
        queryset=models.DataCollection.objects.all(), required=False, allow_null=True
    )
    files = serializers.DictField(child=serializers.DictField(), required=False)
    file = serializers.DictField(required=False)
    meta = serializers.DictField(required=False)
    groups = serializers.ListField(child=serializers.CharField(), required=False)

    def create(self, attrs):
        files = {name: self._by_checksum(file) for name, file in attrs.get("files", {}).items()}
        files |= {name: self._by_id(file_id) for name, file_id in attrs.get("file", {}).items()}
        collection = attrs.get("data_collection")
        own = {name: attrs[name] for name in ("meta", "groups") if name in attrs}
        return models.DataUnit.objects.create(data_collection=collection, files=files, **own)

    def to_representation(self, row):
        return DataUnitSerializer(row).data

    @staticmethod
    def _by_checksum(file):
        row = models.DataFile.objects.filter(checksum=file.get("checksum", "")).first()
        return {"url": row.file.url, "checksum": row.checksum} if row else file

    @staticmethod
    def _by_id(file_id):
        row = models.DataFile.objects.filter(pk=file_id).first() if str(file_id).isdecimal() else None
        return {"url": row.file.url, "checksum": row.checksum} if row else {"id": file_id}


class TaskBulk(serializers.Serializer):
    project = serializers.PrimaryKeyRelatedField(queryset=models.Project.objects.all())
    data = serializers.ListField(child=serializers.DictField())


class Annotation(serializers.Serializer):
    annotations = serializers.ListField(child=serializers.JSONField(), required=False)
    metadata = serializers.DictField(required=False)


class ChecksumQuery(serializers.Serializer):
    checksums = serializers.ListField(child=serializers.RegexField(r"^[0-9a-f]{32}$"))


class PluginRun(serializers.Serializer):
    parameters = serializers.DictField(required=False)
    context = serializers.DictField(required=False)
    agent = serializers.IntegerField(required=False)
    action = serializers.CharField(required=False)
    params = serializers.DictField(required=False)
    storage_id = serializers.IntegerField(required=False)
    job_id = serializers.IntegerField(required=False)
    debug = serializers.BooleanField(required=False)
    version = serializers.CharField(required=False)
    language = serializers.CharField(required=False)


def tag_change(row_model, other_name):
    """Return a serializer of a change of tags; `other_name` is the documents' other name of `ids`."""

    def several(model):
        return serializers.PrimaryKeyRelatedField(many=True, queryset=model.objects.all(), required=False)

    members = {
        "ids": several(row_model),
        other_name: several(row_model),
        "tags": several(models.TaskTag),
        "tag_ids": several(models.TaskTag),
        "action": serializers.ChoiceField(["add", "remove"], default="add"),
    }
    return type(f"{row_model.__name__}TagChange", (serializers.Serializer,), members)


def next_job_number():
    """Return the next number of a job."""
    numbers = models.Job.objects.exclude(pk__contains="-").annotate(number=Cast("pk", IntegerField()))
    last = numbers.order_by("-number").first()
    return (last.number if last else 0) + 1
