"""The files around a service's code: package.json, compiler settings, Dockerfile, environment, README, OpenAPI."""

from woosh_split.artefacts.service.nestjs.project.build import Project, project, project_files
from woosh_split.artefacts.service.nestjs.project.package_json import workspace_files
from woosh_split.artefacts.service.nestjs.project.project_input import (
    Debt,
    Monolith,
    Note,
    ProjectInput,
    RemoteCall,
)

__all__ = [
    "Debt",
    "Monolith",
    "Note",
    "Project",
    "ProjectInput",
    "RemoteCall",
    "project",
    "project_files",
    "workspace_files",
]
