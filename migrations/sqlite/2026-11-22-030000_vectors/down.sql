DROP TABLE article_vectors;
