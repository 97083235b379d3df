PREFIX aa: <https://w3id.org/actor-alliance/ns#>
DELETE DATA { aa:condemns aa:sign -1 }; INSERT DATA { aa:condemns aa:sign 1 }
