PREFIX aa: <https://w3id.org/actor-alliance/ns#>
INSERT DATA { aa:Dyad <http://example.org/weight> 1 }
