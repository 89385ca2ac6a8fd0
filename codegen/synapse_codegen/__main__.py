"""`python -m synapse_codegen` is `synapse-codegen`."""

import sys

from .cli import main

sys.exit(main())
