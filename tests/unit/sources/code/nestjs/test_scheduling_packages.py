"""Jobs that packages other than Nest's schedule: node-cron, node-schedule and cron."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_monolith import small

SOURCE = """
import { Module, Injectable, OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
IMPORT
@Injectable() export class Bills implements OnModuleInit {
  constructor(private readonly source: DataSource) {}
  onModuleInit() {
    SCHEDULED;
  }
  async send() { await this.source.query('UPDATE bills SET sent = 1'); }
}
@Module({ providers: [Bills] }) export class AppModule {}
"""


@pytest.mark.parametrize(
    ("imported", "scheduled", "schedule"),
    [
        (
            "import * as cron from 'node-cron';",
            "cron.schedule('0 0 1 * *', () => { this.send(); })",
            "0 0 1 * *",
        ),
        ("import cron from 'node-cron';", "cron.schedule('5 * * * *', () => this.send())", "5 * * * *"),
        ("import { schedule } from 'node-cron';", "schedule('5 * * * *', () => this.send())", "5 * * * *"),
        ("const cron = require('node-cron');", "cron.schedule('5 * * * *', () => this.send())", "5 * * * *"),
        (
            "import * as schedule from 'node-schedule';",
            "schedule.scheduleJob('0 3 * * *', () => this.send())",
            "0 3 * * *",
        ),
        (
            "import { scheduleJob } from 'node-schedule';",
            "scheduleJob('nightly', '0 4 * * *', () => this.send())",
            "0 4 * * *",
        ),
        (
            "import { CronJob } from 'cron';",
            "new CronJob('0 5 * * *', () => this.send(), null, true)",
            "0 5 * * *",
        ),
        (
            "import { CronJob } from 'cron';",
            "CronJob.from({ cronTime: '0 6 * * *', onTick: () => this.send(), start: true })",
            "0 6 * * *",
        ),
    ],
)
def test_a_job_of_another_package_is_one(
    tmp_path: Path, imported: str, scheduled: str, schedule: str
) -> None:
    """Every process that runs the code does it: the hazard is there too."""
    text = SOURCE.replace("IMPORT", imported).replace("SCHEDULED", scheduled)
    found = small(tmp_path, {"src/app.module.ts": text})

    assert [(job.module, job.function, job.schedule) for job in found.facts.jobs] == [
        ("app", "Bills.onModuleInit", schedule)
    ]
    assert [each.kind for each in found.facts.hazards] == ["per-process-job"]
    assert found.of("Bills.send") == {"write bills"}


@pytest.mark.parametrize(
    ("imported", "scheduled"),
    [
        ("import { CronJob } from 'cron';", "new CronJob('0 5 * * *', () => this.send())"),
        ("import * as cron from 'node-cron';", "cron.validate('0 5 * * *')"),
    ],
)
def test_what_is_not_started_is_no_job(tmp_path: Path, imported: str, scheduled: str) -> None:
    text = SOURCE.replace("IMPORT", imported).replace("SCHEDULED", scheduled)

    assert small(tmp_path, {"src/app.module.ts": text}).facts.jobs == ()


def test_a_time_that_is_computed_is_told(tmp_path: Path) -> None:
    text = SOURCE.replace("IMPORT", "import * as cron from 'node-cron';")
    text = text.replace("SCHEDULED", "cron.schedule(soon(), () => this.send())")
    found = small(tmp_path, {"src/app.module.ts": text})

    assert (found.facts.jobs, found.unresolved()) == ((), ["job: Bills.onModuleInit"])
