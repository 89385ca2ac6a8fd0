"""How jobs start and end."""

import time

from django.db import transaction

from .gates import TICK, is_closed
from .models import ConsoleLog, Job
from .serializers import next_job_number


@transaction.atomic
def new_job(plugin, user, metadata):
    """Start a job of a plugin."""
    job = Job.objects.create(id=str(next_job_number()), plugin=plugin, user=user, status="running", metadata=metadata)
    ConsoleLog.objects.create(job=job, level="info", message="Started.")
    return job


def tail(job):
    """Yield the lines of a job's log until it ends.

    The job does no work: unless the gate `job` is closed, it ends after its last line.
    """
    last = 0
    while True:
        job.refresh_from_db()
        for entry in job.logs.filter(pk__gt=last):
            last = entry.pk
            yield f"{entry.message}\n"
        if job.status != "running":
            return
        if is_closed("job"):
            time.sleep(TICK)
        else:
            Job.objects.filter(pk=job.pk, status="running").update(status="completed", progress=100)
