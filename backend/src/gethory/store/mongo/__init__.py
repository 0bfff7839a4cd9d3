"""The Store on a MongoDB database, through PyMongo's asynchronous client."""

from gethory.store.mongo.store import MongoStore, is_mongo

__all__ = ["MongoStore", "is_mongo"]
