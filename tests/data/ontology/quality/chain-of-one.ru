PREFIX aa: <https://w3id.org/actor-alliance/ns#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
INSERT DATA { aa:after owl:propertyChainAxiom [ rdf:first aa:before ; rdf:rest rdf:nil ] }
