PREFIX aa: <https://w3id.org/actor-alliance/ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
INSERT DATA { aa:Talks owl:deprecated true ; dcterms:isReplacedBy aa:Event }
