# Generated from spec/synapse/service.yaml by `synapse-codegen generate`. Do not edit.
"""Operations, one module a resource."""
