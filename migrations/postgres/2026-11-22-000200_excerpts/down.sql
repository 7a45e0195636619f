DROP TABLE excerpts;
