PREFIX aa: <https://w3id.org/actor-alliance/ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
INSERT DATA { aa:office dcterms:isReplacedBy aa:role }
