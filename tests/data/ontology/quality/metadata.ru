PREFIX dcterms: <http://purl.org/dc/terms/>
DELETE WHERE { <https://w3id.org/actor-alliance/ns> dcterms:bibliographicCitation ?c }
