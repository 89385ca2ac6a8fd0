"""The routes."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from . import storage, views
from .media import media

VIEWSETS = {
    "projects": views.Projects,
    "task_tags": views.TaskTags,
    "tasks": views.Tasks,
    "sdk/tasks": views.TaskList,
    "assignments": views.Assignments,
    "sdk/assignments": views.AssignmentList,
    "data_collections": views.DataCollections,
    "data_files": views.DataFiles,
    "data_files/presigned_upload": views.PresignedUploads,
    "data_units": views.DataUnits,
    "agents": views.Agents,
    "plugins": views.Plugins,
    "plugin_releases": views.PluginReleases,
    "jobs": views.Jobs,
    "logs": views.Logs,
    "serve_applications": views.ServeApplications,
    "storages": views.Storages,
    "models": views.MLModels,
    "sdk/ground_truth_events": views.GroundTruthEvents,
    "ground_truths": views.GroundTruths,
    "ground_truth_dataset_versions": views.GroundTruthVersions,
}

router = SimpleRouter()
for prefix, viewset in VIEWSETS.items():
    router.register(prefix, viewset, basename=prefix.replace("/", "-"))

urlpatterns = [
    *router.urls,
    path("chunked_upload/", views.Uploads.as_view(), name="chunkedupload-list"),
    path("chunked_upload/<uuid:pk>/", views.Uploads.as_view(), name="chunkedupload-detail"),
    path("media/<path:path>", media),
    path("storage/<path:key>/<int:number>", storage.put),
]
