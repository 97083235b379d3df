PREFIX aa: <https://w3id.org/actor-alliance/ns#>
PREFIX claim: <https://w3id.org/actor-alliance/claim/>
PREFIX e: <https://w3id.org/actor-alliance/entity/world/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX source: <https://w3id.org/actor-alliance/source/>
PREFIX actor: <https://w3id.org/actor-alliance/actor/>
INSERT DATA { actor:one a aa:Person ; rdfs:label "Jane Doe"@en . actor:other a aa:Person ; rdfs:label "Jane Doe"@en }
