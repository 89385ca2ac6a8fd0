# Generated from tests/specs/press/service.yaml by `synapse-codegen generate`. Do not edit.
"""Examples of all operations, one module a resource."""
