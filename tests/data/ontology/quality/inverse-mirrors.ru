PREFIX aa: <https://w3id.org/actor-alliance/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
DELETE DATA { aa:hasParty rdfs:range aa:Actor }; INSERT DATA { aa:hasParty rdfs:range aa:Person }
