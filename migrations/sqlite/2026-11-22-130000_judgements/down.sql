DROP TABLE judgements;
