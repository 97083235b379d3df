PREFIX dcterms: <http://purl.org/dc/terms/>
DELETE WHERE { <https://w3id.org/actor-alliance/shapes> dcterms:license ?l }
