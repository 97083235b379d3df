PREFIX aa: <https://w3id.org/actor-alliance/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
DELETE { aa:Dyad rdfs:label ?l } WHERE { aa:Dyad rdfs:label ?l FILTER(LANG(?l) = "ar") }
