PREFIX aa: <https://w3id.org/actor-alliance/ns#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
INSERT DATA { aa:after owl:deprecated "yes" }
