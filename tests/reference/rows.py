"""The first rows of the backend, with the IDs that the documents use."""

API_TOKEN = "api-token-123"
OTHER_TOKEN = "other-user-token"
AGENT_TOKEN = "agent-token-123"
LOGIN_TOKEN = "login-token-123"
TENANT = "acme-labs"

USERS = {
    42: ("annotator", API_TOKEN),
    43: ("other", OTHER_TOKEN),
    44: ("agent", AGENT_TOKEN),
    45: ("person", LOGIN_TOKEN),
}

MEDIA = {
    "data/image.jpg": b"image.jpg",
    "data/image_2.jpg": b"The quick brown fox jumps over the lazy dog",
    "assignments/790.json": b'{"annotations": []}',
    "models/model.pkl": b"model.pkl",
    "plugin_releases/plugin_v2.zip": b"plugin_v2.zip",
}

IMAGE = {"url": "/media/data/image.jpg", "checksum": "0d5b1c4c7f720f698946c7f6ab08f687"}
IMAGE_2 = {"url": "/media/data/image_2.jpg", "checksum": "9e107d9d372bb6826bd81d3542a419d6"}
BOX = {"annotations": [{"type": "bbox", "coordinates": [10, 10, 100, 100]}]}
UUID_JOB = "0b4bf6a2-53d6-4a5c-8a0e-2f2b8f4a9c11"

# Rows by model name. A key that ends in _id is a foreign key; `tags` are set afterwards.
ROWS = {
    "Project": [
        {
            "id": 123,
            "name": "Street scenes",
            "description": "Cars and people on city streets.",
            "configuration": {"classes": ["person", "vehicle"]},
            "settings": {"review_required": True},
            "created_at": "2025-08-25T08:00:00Z",
        },
    ],
    "TaskTag": [
        {"id": 1, "name": "quality", "description": "Checked twice.", "color": "#43a047", "project_id": 123},
        {"id": 2, "name": "night", "description": "Taken at night.", "color": "#1e88e5", "project_id": 123},
        {"id": 3, "name": "urgent", "color": "#e53935", "project_id": 123},
    ],
    "DataCollection": [
        {
            "id": 123,
            "name": "Street images",
            "description": "Photos with their annotations.",
            "project_id": 123,
            "file_specifications": [
                {"name": "image", "is_required": True, "file_type": "image"},
                {"name": "annotation", "is_required": False, "file_type": "data"},
                {"name": "metadata", "is_required": False, "file_type": "data"},
            ],
            "created_at": "2025-08-20T08:00:00Z",
        },
        {"id": 124, "name": "Lidar scans", "created_at": "2025-08-21T08:00:00Z"},
    ],
    "DataFile": [
        {"id": 1001, "file": "data/image.jpg", "checksum": IMAGE["checksum"], "size": 9},
        {"id": 1002, "file": "data/image_2.jpg", "checksum": IMAGE_2["checksum"], "size": 43},
    ],
    "DataUnit": [
        {
            "id": 789,
            "data_collection_id": 123,
            "files": {"image": IMAGE},
            "meta": {"origin_file_stem": "sample_001", "origin_file_extension": ".jpg"},
            "created_at": "2025-09-01T08:30:00Z",
        },
        {
            "id": 790,
            "data_collection_id": 123,
            "files": {"image": IMAGE_2},
            "meta": {"origin_file_stem": "sample_002", "origin_file_extension": ".jpg"},
            "created_at": "2025-09-01T08:31:00Z",
        },
    ],
    "Task": [
        {"id": 456, "project_id": 123, "data_unit_id": 789, "tags": [1, 2], "created_at": "2025-09-01T09:00:00Z"},
        {
            "id": 457,
            "project_id": 123,
            "data_unit_id": 790,
            "status": "in_progress",
            "assignee_id": 42,
            "priority": "high",
            "tags": [3],
            "created_at": "2025-09-02T09:00:00Z",
        },
    ],
    "Assignment": [
        {
            "id": 789,
            "project_id": 123,
            "task_id": 456,
            "assignee_id": 42,
            "tags": [1],
            "created_at": "2025-09-03T09:00:00Z",
            "updated_at": "2025-09-03T09:00:00Z",
        },
        {
            "id": 790,
            "project_id": 123,
            "task_id": 457,
            "assignee_id": 42,
            "status": "in_progress",
            "priority": "high",
            "data": BOX,
            "file": "assignments/790.json",
            "created_at": "2025-09-03T09:05:00Z",
            "updated_at": "2025-09-04T10:00:00Z",
        },
    ],
    "Agent": [
        {
            "id": 1,
            "name": "Builder",
            "url": "https://builder.example.com",
            "status": "connected",
            "token": AGENT_TOKEN,
            "node_install_script": f"curl https://synapse.example.com/agents/{AGENT_TOKEN}/node_install_script/ | sh",
        },
        {
            "id": 2,
            "name": "Worker",
            "status": "disconnected",
            "token": "my-agent-token",
            "node_install_script": "curl https://synapse.example.com/agents/my-agent-token/node_install_script/ | sh",
        },
    ],
    "Plugin": [
        {
            "id": 123,
            "code": "my-custom-plugin",
            "name": "My Custom Plugin",
            "description": "Processes data our way.",
            "version": "1.0.0",
            "author": "Your Name",
            "category": "data_processing",
            "configuration": {"parameters": {"threshold": {"type": "float", "default": 0.5}}},
            "created_at": "2025-08-15T08:00:00Z",
        },
    ],
    "PluginRelease": [
        {
            "id": 456,
            "plugin_id": 123,
            "version": "2.0.0",
            "changelog": "New features, and bugs fixed.",
            "is_stable": True,
            "file": "plugin_releases/plugin_v2.zip",
            "created_at": "2025-09-04T08:00:00Z",
        },
    ],
    "Job": [
        {
            "id": "789",
            "status": "running",
            "plugin_id": 123,
            "user_id": 42,
            "progress": 50,
            "metrics": {"accuracy": 0.9},
            "created_at": "2025-09-06T08:00:00Z",
        },
        {
            "id": UUID_JOB,
            "status": "completed",
            "plugin_id": 123,
            "user_id": 42,
            "progress": 100,
            "result": {"output_files": ["file1.txt", "file2.txt"]},
            "created_at": "2025-09-05T08:00:00Z",
        },
    ],
    "ConsoleLog": [
        {"job_id": "789", "timestamp": "2025-09-06T08:00:01Z", "level": "info", "message": "Started."},
        {"job_id": "789", "timestamp": "2025-09-06T08:00:09Z", "level": "warning", "message": "One image was skipped."},
    ],
    "ServeApplication": [
        {
            "id": 301,
            "job_id": "789",
            "status": "RUNNING",
            "data": {"route_prefix": "/my-model"},
            "created_at": "2025-09-08T08:00:00Z",
        },
    ],
    "Storage": [
        {
            "id": 123,
            "name": "My S3 Storage",
            "provider": "amazon_s3",
            "category": "external",
            "configuration": {"bucket_name": "my-bucket", "region": "us-west-2"},
            "created_at": "2025-08-10T08:00:00Z",
        },
        {
            "id": 124,
            "name": "Local Storage",
            "provider": "file_system",
            "category": "internal",
            "configuration": {"base_path": "/data/storage"},
            "created_at": "2025-08-11T08:00:00Z",
        },
        {
            "id": 125,
            "name": "Shared Storage",
            "provider": "minio",
            "category": "internal",
            "is_default": True,
            "created_at": "2025-08-12T08:00:00Z",
        },
    ],
    "MLModel": [
        {
            "id": 456,
            "name": "My Model",
            "model_type": "detection",
            "project_id": 123,
            "file": "models/model.pkl",
            "metrics": {"accuracy": 0.92},
            "created_at": "2025-09-05T10:00:00Z",
        },
    ],
    "GroundTruthVersion": [
        {
            "id": 123,
            "version": "1.0",
            "ground_truth_dataset": {"id": 12, "name": "Street scenes"},
            "description": "First reviewed set.",
            "statistics": {"train": 1, "validation": 1},
            "created_at": "2025-09-07T09:00:00Z",
        },
    ],
    "GroundTruthEvent": [
        {
            "id": 501,
            "ground_truth_dataset_version_id": 123,
            "data_unit_id": 789,
            "category": "train",
            "data": BOX,
            "created_at": "2025-09-07T08:00:00Z",
        },
        {
            "id": 502,
            "ground_truth_dataset_version_id": 123,
            "data_unit_id": 790,
            "category": "validation",
            "data": {"annotations": []},
            "created_at": "2025-09-07T08:01:00Z",
        },
    ],
}
