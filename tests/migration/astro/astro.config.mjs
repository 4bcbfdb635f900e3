export default {site: 'https://looms.example.org'};
