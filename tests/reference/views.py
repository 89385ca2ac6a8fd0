"""The endpoints."""

import hashlib
from datetime import timedelta

from django.core.files import File
from django.db import transaction
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_chunked_upload.views import ChunkedUploadView
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from . import models, storage
from . import serializers as forms
from .filters import FILTERS, IDS, WORK, Pages, PagesOrCursor, after, filter_by, number, one_of, text, yes_no
from .jobs import new_job, tail

TASK_STATES = "pending in_progress completed"


class Rows(GenericViewSet):
    filters = filter_by()
    search_fields = ()
    filter_backends = FILTERS
    pagination_class = Pages


class Get(mixins.RetrieveModelMixin, Rows):
    pass


class List(mixins.ListModelMixin, Rows):
    pass


class Columns(List):
    """A list of rows, and two of their data and of their files alone."""

    pagination_class = PagesOrCursor

    @action(detail=False)
    def data(self, request):
        return self._list_column("data", lambda value: value)

    @action(detail=False)
    def files(self, request):
        return self._list_column("files", lambda files: [{"url": file["url"]} for file in files.values()])

    def _list_column(self, name, read):
        response = self.list(self.request)
        response.data["results"] = [{"id": row["id"], name: read(row[name])} for row in response.data["results"]]
        return response


class Create(mixins.CreateModelMixin, Rows):
    """Creates one row, or one for each item of a list."""

    def get_serializer(self, *args, **options):
        if self.action == "create" and isinstance(options.get("data"), list):
            options["many"] = True
        return super().get_serializer(*args, **options)

    @transaction.atomic
    def create(self, request, *args, **options):
        return super().create(request, *args, **options)


class Tagged(Rows):
    @action(detail=False, methods=["post"])
    def set_tags(self, request):
        change = self.tag_change(data=request.data)
        change.is_valid(raise_exception=True)
        values = change.validated_data
        rows = values.get("ids", values.get(self.other_ids))
        tags = values.get("tags", values.get("tag_ids"))
        missing = {name: value for name, value in {"ids": rows, "tags": tags}.items() if value is None}
        if missing:
            raise serializers.ValidationError({name: ["This field is required."] for name in missing})
        for row in rows:
            if values["action"] == "remove":
                row.tags.remove(*tags)
            elif request.query_params.get("replace") == "true":
                row.tags.set(tags)
            else:
                row.tags.add(*tags)
        return Response({"updated": len(rows)})


def stored(source, name):
    """A file for the media folder, its MD5 and size."""
    digest = hashlib.md5(usedforsecurity=False)
    for block in source.chunks():
        digest.update(block)
    source.seek(0)
    return File(source, name=name), digest.hexdigest(), source.size


class Projects(Get):
    queryset = models.Project.objects.all()
    serializer_class = forms.ProjectSerializer


class TaskTags(Get, List):
    queryset = models.TaskTag.objects.all()
    serializer_class = forms.TaskTagSerializer
    filters = filter_by(project=number("project"), color=text("color"))
    search_fields = ("name", "description")


class Tasks(Get, Create, Tagged):
    """One task, several in a list, or several of one project: `{project, data: […]}`."""

    queryset = models.Task.objects.select_related("data_unit").prefetch_related("tags")
    serializer_class = forms.TaskSerializer
    tag_change = forms.tag_change(models.Task, "task_ids")
    other_ids = "task_ids"

    def create(self, request, *args, **options):
        if not isinstance(request.data, dict) or "data" not in request.data or "data_unit" in request.data:
            return super().create(request, *args, **options)
        form = forms.TaskBulk(data=request.data)
        form.is_valid(raise_exception=True)
        tasks = [{"project": request.data["project"], **item} for item in request.data["data"]]
        serializer = self.get_serializer(data=tasks)
        serializer.is_valid(raise_exception=True)
        serializer.save()
        return Response(request.data, status=201)

    @action(detail=True, methods=["put"])
    def annotate_task_data(self, request, pk):
        task = self.get_object()
        form = forms.Annotation(data=request.data)
        form.is_valid(raise_exception=True)
        task.data = {**task.data, **{name: value for name, value in form.validated_data.items() if name != "metadata"}}
        task.metadata = {**task.metadata, **form.validated_data.get("metadata", {})}
        task.status = "in_progress" if task.status == "pending" else task.status
        task.save()
        return Response(self.get_serializer(task).data)


class TaskList(Columns):
    queryset = Tasks.queryset
    serializer_class = forms.TaskSerializer
    filters = filter_by(
        WORK,
        project=number("project"),
        status=one_of("status", TASK_STATES),
        assignee=number("assignee"),
        created_after=after("created_at"),
    )
    search_fields = ("project__name", "data_unit__meta")


class Assignments(Get, Tagged):
    queryset = models.Assignment.objects.select_related("task__data_unit").prefetch_related("tags")
    serializer_class = forms.AssignmentSerializer
    tag_change = forms.tag_change(models.Assignment, "assignment_ids")
    other_ids = "assignment_ids"


class AssignmentList(Columns):
    queryset = Assignments.queryset
    serializer_class = forms.AssignmentSerializer
    filters = filter_by(
        TaskList.filters,
        status=one_of("status", f"{TASK_STATES} rejected"),
        updated_after=after("updated_at"),
        priority=one_of("priority", "low normal high"),
        tasks=number("task", many=True),
    )
    search_fields = ("project__name", "task__data_unit__meta")


class DataCollections(Get, List):
    queryset = models.DataCollection.objects.all()
    serializer_class = forms.DataCollectionSerializer


class DataFiles(Create):
    queryset = models.DataFile.objects.all()
    serializer_class = forms.DataFileSerializer

    def perform_create(self, serializer):
        values = serializer.validated_data
        meta, upload = values.pop("meta", {}), values.pop("chunked_upload", None)
        source = upload.file if upload else values["file"]
        file, checksum, size = stored(source, meta.get("filename", upload.filename) if upload else source.name)
        serializer.save(file=file, checksum=checksum, size=size)
        source.close()

    @action(detail=False, methods=["post"])
    def verify_checksums(self, request):
        query = forms.ChecksumQuery(data=request.data)
        query.is_valid(raise_exception=True)
        asked = query.validated_data["checksums"]
        known = set(models.DataFile.objects.filter(checksum__in=asked).values_list("checksum", flat=True))
        return Response({checksum: checksum in known for checksum in asked})


class PresignedUploads(GenericViewSet):
    """Files that go straight to the storage."""

    @action(detail=False, methods=["post"])
    def upload(self, request):
        form = forms.SignRequest(data=request.data)
        form.is_valid(raise_exception=True)
        name, colon, port = request.get_host().partition(":")
        host = f"{'localhost' if name == '127.0.0.1' else '127.0.0.1'}{colon}{port}"
        files = [storage.sign(file, host) for file in form.validated_data["files"]]
        expires = timezone.now() + timedelta(seconds=form.validated_data["expiration"])
        return Response({"files": files, "expires_at": expires})

    @action(detail=False, methods=["post"])
    def confirm_upload(self, request):
        results = []
        for entry in request.data["files"]:
            row, problem = storage.confirm(entry)
            checksum = "" if problem else entry["checksum"]
            known = {"checksum": checksum, "data_file_id": row, "success": not problem, "error": problem}
            results.append({"file_key": entry["file_key"], **known})
        created = sum(result["success"] for result in results)
        return Response({"results": results, "created_count": created, "failed_count": len(results) - created})


class DataUnits(Get, List, Create):
    queryset = models.DataUnit.objects.all()
    serializer_class = forms.DataUnitSerializer

    def get_serializer(self, *args, **options):
        if self.action == "create":
            many = isinstance(options.get("data"), list)
            return forms.UploadedUnit(*args, **options, many=many, context=self.get_serializer_context())
        return super().get_serializer(*args, **options)


class Agents(List):
    queryset = models.Agent.objects.order_by("id")
    serializer_class = forms.AgentSerializer
    lookup_field = "token"

    @action(detail=True, methods=["post"])
    def connect(self, request, token):
        self.get_object()
        return Response({"status": "connected", "checked_at": timezone.now()})


class Plugins(Get, Create, mixins.UpdateModelMixin):
    queryset = models.Plugin.objects.all()
    serializer_class = forms.PluginSerializer
    http_method_names = ("get", "post", "put")

    def get_object(self):
        key = self.kwargs["pk"]
        return get_object_or_404(self.get_queryset(), **{"pk" if key.isdecimal() else "code": key})

    def update(self, request, *args, **options):
        return super().update(request, *args, **{**options, "partial": True})

    @action(detail=True, methods=["post"])
    def run(self, request, pk):
        plugin = self.get_object()
        form = forms.PluginRun(data=request.data)
        form.is_valid(raise_exception=True)
        job = new_job(plugin, request.user, form.validated_data)
        models.Job.objects.filter(pk=job.pk).update(agent=form.validated_data.get("agent"))
        return Response({"job_id": forms.JobNumber().to_representation(job.pk)})


class PluginReleases(Get, List, Create):
    queryset = models.PluginRelease.objects.select_related("plugin")
    serializer_class = forms.PluginReleaseSerializer
    filters = filter_by(plugin=text("plugin__code"))
    lookup_value_regex = "[^/]+"

    def get_object(self):
        code, _, version = self.kwargs["pk"].rpartition("@")
        return (
            get_object_or_404(self.get_queryset(), plugin__code=code, version=version) if code else super().get_object()
        )


class Jobs(Get, List, mixins.UpdateModelMixin):
    queryset = models.Job.objects.all()
    serializer_class = forms.JobSerializer
    http_method_names = ("get", "patch")
    lookup_value_regex = "[0-9a-f-]+"
    filters = filter_by(
        status=one_of("status", models.JOB_STATES),
        created_after=after("created_at"),
        user=number("user"),
    )

    def filter_queryset(self, queryset):
        plugin = self.request.query_params.get("plugin", "")
        if plugin:
            queryset = queryset.filter(**{"plugin" if plugin.isdecimal() else "plugin__code": plugin})
        return super().filter_queryset(queryset)

    @action(detail=True)
    def console_logs(self, request, pk):
        return Response(forms.ConsoleLogSerializer(self.get_object().logs.all(), many=True).data)

    @action(detail=True)
    def tail_console_logs(self, request, pk):
        return StreamingHttpResponse(tail(self.get_object()), content_type="text/plain; charset=utf-8")


class Logs(Create):
    queryset = models.Log.objects.all()
    serializer_class = forms.LogSerializer


class ServeApplications(List, Create):
    queryset = models.ServeApplication.objects.all()
    serializer_class = forms.ServeApplicationSerializer
    filters = filter_by(plugin_code=text("job__plugin__code"), job__agent=number("job__agent"))


class Storages(Get, List, Create):
    """Includes the configuration, which has secrets, in the response to its creator, or on request."""

    queryset = models.Storage.objects.all()
    serializer_class = forms.StorageSerializer
    filters = filter_by(category=one_of("category", "internal external"))

    def get_serializer(self, *args, **options):
        serializer = super().get_serializer(*args, **options)
        asked = self.request.query_params.get("with_configuration") == "true"
        if not (self.action == "create" or (self.action == "retrieve" and asked)):
            row = getattr(serializer, "child", serializer)
            del row.fields["configuration"]
        return serializer


class MLModels(Get, List, Create):
    queryset = models.MLModel.objects.all()
    serializer_class = forms.MLModelSerializer
    filters = filter_by(
        project=number("project"),
        model_type=text("model_type"),
        is_active=yes_no("is_active"),
        created_after=after("created_at"),
    )
    search_fields = ("name", "description")

    def perform_create(self, serializer):
        upload = serializer.validated_data.pop("chunked_upload")
        file, _, _ = stored(upload.file, upload.filename)
        serializer.save(file=file)
        upload.file.close()


class GroundTruthEvents(Columns):
    queryset = models.GroundTruthEvent.objects.select_related("data_unit")
    serializer_class = forms.GroundTruthEventSerializer
    filters = filter_by(
        IDS,
        ground_truth_dataset_versions=number("ground_truth_dataset_version", many=True),
        project=number("data_unit__data_collection__project"),
        created_after=after("created_at"),
        data_type=text("category"),
    )
    search_fields = ("category", "data_unit__meta")


class GroundTruths(List):
    queryset = GroundTruthEvents.queryset
    serializer_class = forms.GroundTruthSerializer
    filters = filter_by(
        ground_truth_dataset=number("ground_truth_dataset_version__ground_truth_dataset__id"),
        ground_truth_dataset_versions=number("ground_truth_dataset_version", many=True),
    )


class GroundTruthVersions(Get, List):
    queryset = models.GroundTruthVersion.objects.all()
    serializer_class = forms.GroundTruthVersionSerializer
    filters = filter_by(ground_truth_dataset=number("ground_truth_dataset__id"))


class Uploads(ChunkedUploadView):
    """The uploads, oldest first, so that lists are the same in each run."""

    def get_queryset(self):
        return super().get_queryset().order_by("created_at")
