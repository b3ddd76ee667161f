"""The records as FHIR R4 (4.0.1) resources in one bundle."""
