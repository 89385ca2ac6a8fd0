# Generated from spec/synapse/service.yaml by `synapse-codegen generate`. Do not edit.
"""Part of synapse_sdk."""
