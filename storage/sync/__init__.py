"""One book on many laptops: changes exchanged with a CouchDB server or by a file on a stick, merged field by field."""
