# Generated from tests/specs/press/service.yaml by `synapse-codegen generate`. Do not edit.
"""The documented modules of Press."""
