PREFIX aa: <https://w3id.org/actor-alliance/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
DELETE { ?t rdfs:subClassOf ?o } WHERE { ?t rdfs:subClassOf ?o FILTER(!STRSTARTS(STR(?o), STR(aa:))) }
