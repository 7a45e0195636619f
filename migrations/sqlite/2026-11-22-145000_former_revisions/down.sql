DROP TABLE former_revisions;
