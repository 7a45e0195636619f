DROP INDEX outcomes_by_time;
DROP TABLE refused_links;
