PREFIX owl: <http://www.w3.org/2002/07/owl#>
INSERT { <https://w3id.org/actor-alliance/extra.ttl> ?p ?o } WHERE { <https://w3id.org/actor-alliance/shapes> ?p ?o } ;
DELETE { <https://w3id.org/actor-alliance/extra.ttl> owl:versionIRI ?v } INSERT { <https://w3id.org/actor-alliance/extra.ttl> owl:versionIRI <https://w3id.org/actor-alliance/extra.ttl/0.1.0> } WHERE { <https://w3id.org/actor-alliance/extra.ttl> owl:versionIRI ?v }
