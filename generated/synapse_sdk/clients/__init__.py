# Generated from spec/synapse/service.yaml by `synapse-codegen generate`. Do not edit.
"""The documented modules of Synapse."""
